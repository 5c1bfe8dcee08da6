/** A JSON Schema. */
export type Schema = Readonly<Record<string, unknown>>;

/** Short string: ids, codes, names. */
export const text: Schema = { type: "string", maxLength: 200 };
/** Whole number; money is an integer of minor units (fen) already, so that no engine has to convert anything. */
export const whole: Schema = { type: "integer" };
/** Fraction. */
export const fraction: Schema = { type: "number" };
/** Yes or no. */
export const flag: Schema = { type: "boolean" };

/** A list of at most `maxItems`. */
export const list = (items: Schema, maxItems: number): Schema => ({ type: "array", maxItems, items });

/** An object; every property is required unless `optional` names it. */
export const record = (
  properties: Readonly<Record<string, Schema>>,
  optional: readonly string[] = [],
): Schema => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});
