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

const propertiesOf = (schema: unknown): Readonly<Record<string, unknown>> =>
  typeof schema === "object" && schema !== null && "properties" in schema && isRecord(schema.properties)
    ? schema.properties
    : {};

const itemsOf = (schema: unknown): unknown =>
  typeof schema === "object" && schema !== null && "items" in schema ? schema.items : undefined;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isWhole = (schema: unknown): boolean => isRecord(schema) && schema["type"] === "integer";

/**
 * The event as the oracles want it: a whole number under `type: integer` becomes a `bigint`, because a JSON number is a
 * double to them and CEL does not add an int to a double. The text of a rule then means the same in every engine.
 */
export const celView = (value: Json | undefined, schema: unknown): CelView => {
  if (value === undefined) return null;
  if (typeof value === "number")
    return isWhole(schema) && Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map((item: Json) => celView(item, itemsOf(schema)));
  if (typeof value !== "object" || value === null) return value;
  const properties = propertiesOf(schema);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, celView(item, properties[key])]),
  );
};
