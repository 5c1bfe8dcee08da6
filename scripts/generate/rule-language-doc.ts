import {
  profileLimits,
  signatures,
  type Signature,
  typeName,
} from "../../packages/engine/src/author/index.ts";

const operators: Readonly<Record<string, string>> = {
  "-_": "-",
  "@in": "in",
  "_+_": "+",
  "_-_": "-",
  "_*_": "*",
  "_/_": "/",
  "_%_": "%",
  "_==_": "==",
  "_!=_": "!=",
  "_<_": "<",
  "_<=_": "<=",
  "_>_": ">",
  "_>=_": ">=",
};

function call({ name, member, params, result }: Signature): string {
  const [first = "", ...rest] = params.map(typeName);
  const operator = operators[name];
  if (operator !== undefined) {
    const left = rest.length === 0 ? "" : `${first} `;
    return `${left}${operator} ${rest[0] ?? first}: ${typeName(result)}`;
  }
  return member
    ? `${first}.${name}(${rest.join(", ")}): ${typeName(result)}`
    : `${name}(${[first, ...rest].join(", ")}): ${typeName(result)}`;
}

/** Builds `docs/reference/rule-language.md` from the engine's own tables (RU-2). */
export function ruleLanguageDoc(): string {
  const seen = new Set<string>();
  const rows = signatures
    .filter(({ dynamic }) => dynamic !== true)
    .map((signature) => `| \`${call(signature)}\` | ${signature.doc} |`)
    .filter((row) => !seen.has(row) && seen.add(row));
  const { bytes, nodes, depth, macroNesting, literalItems, pattern } = profileLimits;
  return `# Rule language

Generated from the tables of \`@probity/engine\`. Conditions are [CEL](https://cel.dev) in a strict profile: at most ${bytes}
bytes of text, ${nodes} nodes, depth ${depth}, ${macroNesting} macros inside each other, ${literalItems} items in a list or map literal,
RE2 patterns written in place with at most ${pattern} characters. A condition is a bool. An \`int\` has 53 bits.

Names: \`event\` (the data under judgement), \`record\` (the compiled record of its process, the event merged in), \`params\`
(the rule's parameters), \`now\` (the event's time). Money is \`{amount, currency}\` with \`amount\` an int of minor units.

Macros: \`has(a.b)\`, \`list.all(x, p)\`, \`list.exists(x, p)\`, \`list.exists_one(x, p)\`, \`list.filter(x, p)\`, \`list.map(x, e)\`,
\`list.map(x, p, e)\`. Logic: \`&&\`, \`||\`, \`!\`, \`a ? b : c\`; a side that cannot be judged is ignored where the other decides.

| Form | What it does |
|---|---|
| \`matches(string, pattern): bool\`, \`string.matches(pattern): bool\` | Whether an RE2 pattern matches anywhere. |
${rows.join("\n")}
`;
}
