/** A word of an expression's text. White space and comments are none. */
export interface Token {
  readonly kind: "word" | "number" | "text" | "open" | "close" | "operator" | "odd";
  readonly from: number;
  readonly to: number;
  /** Of a bracket: the index of its partner; undefined when it has none. */
  readonly partner?: number | undefined;
}

const pattern =
  /(?<skip>\s+|\/\/[^\n]*)|(?<text>(?:[rR][bB]?|[bB][rR]?)?(?:"""(?:[^\\]|\\[^])*?"""|'''(?:[^\\]|\\[^])*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'))|(?<number>(?:0[xX][0-9a-fA-F]+|(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[uU]?)|(?<word>[A-Za-z_][A-Za-z_0-9]*)|(?<open>[([{])|(?<close>[)\]}])|(?<operator>&&|\|\||[=!<>]=|[-+*/%<>!?:.,])|(?<odd>[^])/gy;

const rawPattern = /(?:[rR][bB]?|[bB][rR])(?:"""[^]*?"""|'''[^]*?'''|"[^"\n]*"|'[^'\n]*')/y;

const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** Splits a text as the parser does, in time linear in it. What no token begins with is `odd`, one character each. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const open: number[] = [];
  let at = 0;
  while (at < text.length) {
    const { kind, to } = next(text, at);
    if (kind !== "skip") add({ kind, from: at, to });
    at = to;
  }
  return tokens;

  function add(token: Token): void {
    const place = tokens.push(token) - 1;
    if (token.kind === "open") open.push(place);
    if (token.kind !== "close") return;
    const partner = open.pop();
    const opened = partner === undefined ? undefined : tokens[partner];
    if (partner === undefined || opened === undefined) return;
    if (closers[text.charAt(opened.from)] !== text.charAt(token.from)) return;
    tokens[partner] = { ...opened, partner: place };
    tokens[place] = { ...token, partner };
  }
}

const kinds = ["text", "number", "word", "open", "close", "operator", "odd"] as const;

function next(text: string, at: number): { readonly kind: Token["kind"] | "skip"; readonly to: number } {
  rawPattern.lastIndex = at;
  if (rawPattern.test(text)) return { kind: "text", to: rawPattern.lastIndex };
  pattern.lastIndex = at;
  const groups = pattern.exec(text)?.groups ?? {};
  const kind = kinds.find((name) => groups[name] !== undefined);
  return { kind: kind ?? "skip", to: Math.max(pattern.lastIndex, at + 1) };
}
