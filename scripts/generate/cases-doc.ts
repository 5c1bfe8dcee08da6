import {
  caseStates,
  conditionTexts,
  type Transition,
  transitionNames,
  transitionOf,
} from "../../packages/server/src/cases/index.ts";

const code = (text: string): string => `\`${text}\``;

const fieldsOf = ({ fields, required }: Transition): string => {
  const names = Object.keys(fields).map((name) => (required.includes(name) ? `**${name}**` : name));
  return names.length === 0 ? "none" : names.join(", ");
};

const reasonsOf = ({ fields }: Transition): string => {
  const reason: unknown = fields["reasonCode"];
  const codes: unknown =
    typeof reason === "object" && reason !== null ? Reflect.get(reason, "enum") : undefined;
  return Array.isArray(codes) ? codes.map((one) => code(String(one))).join(", ") : "";
};

function section(name: (typeof transitionNames)[number]): string {
  const transition = transitionOf(name);
  const { from, to, who, whoAtLevel1, conditions, about } = transition;
  const target = to === "from" ? "the same state" : to === "suspended_from" ? "the state before" : code(to);
  const grave = whoAtLevel1 === undefined ? "" : `; at risk level 1: ${whoAtLevel1.join(", ")}`;
  const reasons = reasonsOf(transition);
  return [
    `## ${name}`,
    "",
    about,
    "",
    `- From ${from.map(code).join(", ")} to ${target}${transition.wholeCase === true ? ", all tracks together" : ""}`,
    `- By: ${who.join(", ")}${grave}`,
    `- Fields (required ones bold): ${fieldsOf(transition)}`,
    ...(reasons === "" ? [] : [`- Reason codes: ${reasons}`]),
    ...(conditions.length === 0 ? [] : [`- Conditions: ${conditions.map(code).join(", ")}`]),
    "",
  ].join("\n");
}

/** Builds `docs/reference/cases.md` from the table of steps (CA-1). */
export function casesDoc(): string {
  const conditions = Object.entries(conditionTexts).map(([name, text]) => `| ${code(name)} | ${text} |`);
  return `# States of cases

Generated from the table of steps in \`packages/server/src/cases/machine.ts\`. A track of a case is in one of the states
${caseStates.map(code).join(", ")}. Any step that is not listed is refused. \`GET /console/cases/machine\` answers the same as
data; [Cases](../guides/cases.md) shows how they are worked on.

${transitionNames.map(section).join("\n")}
## Conditions

A refused condition is named in the errors list of \`PROBITY_E_CASE_CONDITION\`; those about persons answer
\`PROBITY_E_CASE_ROLE\`, \`PROBITY_E_CASE_CONFLICT\` or \`PROBITY_E_FOUR_EYES\`.

| Condition | Meaning |
|---|---|
${conditions.join("\n")}
`;
}
