import type { Json } from "@probity/contracts";

/** Verdict of a rule in any engine: true = hit, false = clear, undefined = an error, so no verdict. */
export type Verdict = boolean | undefined;

/** A value as a CEL library of JavaScript wants it: integers as `bigint`, everything else as in JSON. */
export type CelView =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly CelView[]
  | { readonly [key: string]: CelView };

/** What every verdict of an engine on one event comes to. `undefined` results, errors and other types are no verdict. */
export const verdictOf = (value: unknown): Verdict => (typeof value === "boolean" ? value : undefined);

const isRecord = (value: unknown): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const partOf = (schema: unknown, keyword: string): Readonly<Record<string, unknown>> => {
  const part = isRecord(schema) ? schema[keyword] : undefined;
  return isRecord(part) ? part : {};
};

const typeTests: Readonly<Record<string, (value: Json) => boolean>> = {
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  number: (value) => typeof value === "number",
  integer: (value) => Number.isSafeInteger(value),
  array: Array.isArray,
  object: isRecord,
};

const hasDeclaredType = (value: Json, schema: Readonly<Record<string, unknown>>): boolean =>
  typeTests[String(schema["type"])]?.(value) ?? true;

/**
 * The event as the oracles want it: a whole number under `type: integer` becomes a `bigint`, because a JSON number is a
 * double to them and CEL does not add an int to a double. The text of a rule then means the same in every engine.
 */
export const celView = (value: Json | undefined, schema: unknown): CelView => {
  if (value === undefined) return null;
  if (typeof value === "number")
    return isRecord(schema) && schema["type"] === "integer" && Number.isSafeInteger(value)
      ? BigInt(value)
      : value;
  if (Array.isArray(value)) return value.map((item: Json) => celView(item, partOf(schema, "items")));
  if (typeof value !== "object" || value === null) return value;
  const properties = partOf(schema, "properties");
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, celView(item, properties[key])]),
  );
};

/**
 * The event without what is not of its declared type. To our engine, which is typed, such a field is an error when it is
 * read (RU-3); the oracles are untyped, and `null == "x"` is merely false to them. Here the field is gone, which is an
 * error to everybody. An optional field becomes `true` instead, which is an error to every operation of the corpus but
 * `has()`.
 */
export const onlyTyped = (value: Json, schema: unknown): Json => {
  if (Array.isArray(value)) return value.map((item: Json) => onlyTyped(item, partOf(schema, "items")));
  if (!isRecord(value)) return value;
  const properties = partOf(schema, "properties");
  const required: unknown = isRecord(schema) ? schema["required"] : undefined;
  const kept: [string, Json][] = [];
  for (const [key, item] of Object.entries(value)) {
    if (hasDeclaredType(item, partOf(properties, key))) kept.push([key, onlyTyped(item, properties[key])]);
    else if (Array.isArray(required) && !required.includes(key)) kept.push([key, true]);
  }
  return Object.fromEntries(kept);
};
