import type { Model, Rule } from "@probity/contracts";

/** An expression of a rule, and which of its fields it is. */
export interface NamedExpression {
  /** `applies`, `when` or `evidence.NAME`. */
  readonly field: string;
  readonly text: string;
}

/** The expressions of a rule, in the order in which they are judged. */
export function expressionsOf(rule: Rule): readonly NamedExpression[] {
  const applies = rule.applies === undefined ? [] : [{ field: "applies", text: rule.applies }];
  const evidence = (rule.evidence ?? []).map(({ name, value }) => ({
    field: `evidence.${name}`,
    text: value,
  }));
  return [...applies, { field: "when", text: rule.when }, ...evidence];
}

/** The expressions of the features of a rule, such as `features.spent.by.0`. */
export function featureExpressionsOf({ features = {} }: Rule): readonly NamedExpression[] {
  return Object.entries(features).flatMap(([name, { window, owners, shared, path }]) =>
    Object.entries({ ...window, ...owners, ...shared, ...path }).flatMap(
      ([part, value]): NamedExpression[] => {
        const field = `features.${name}.${part}`;
        if (part === "by" || part === "at")
          return [value].flat().map((text, place) => ({ field: `${field}.${place}`, text: String(text) }));
        return expressionParts.has(part) ? [{ field, text: String(value) }] : [];
      },
    ),
  );
}

/** The expressions of the deadline of a rule, such as `deadline.until.by`. */
function deadlineExpressionsOf({ deadline }: Rule): readonly NamedExpression[] {
  const { from, until } = deadline ?? {};
  return Object.entries({
    from,
    "until.where": until?.where,
    "until.by": until?.by,
    "until.at": until?.at,
  }).flatMap(([part, text]) => (text === undefined ? [] : [{ field: `deadline.${part}`, text }]));
}

const expressionParts: ReadonlySet<string> = new Set(["where", "value", "among", "from", "to"]);

/** The text that the path of an error item names, such as `PROC-PRC-001.when`; undefined for any other path. */
export function expressionAt(model: Model, path: string): string | undefined {
  for (const rule of model.rules)
    for (const { field, text } of [
      ...expressionsOf(rule),
      ...featureExpressionsOf(rule),
      ...deadlineExpressionsOf(rule),
    ])
      if (path === `${rule.id}.${field}`) return text;
  return undefined;
}
