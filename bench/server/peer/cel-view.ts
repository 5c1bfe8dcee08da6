const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A part of a JSON Schema under a name; nothing where there is none. */
const partOf = (schema: unknown, name: string): unknown => (isObject(schema) ? schema[name] : undefined);

const minorUnits = (amount: unknown): unknown =>
  typeof amount === "number" ? BigInt(Math.round(amount * 100)) : amount;

/**
 * Data as a CEL library of JavaScript wants it, with the meaning that our engine gives it: whole numbers as `bigint` where
 * the schema says integer, money in whole minor units.
 */
export const celView = (value: unknown, schema: unknown): unknown => {
  if (typeof value === "number")
    return partOf(schema, "type") === "integer" && Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map((item) => celView(item, partOf(schema, "items")));
  if (!isObject(value)) return value;
  const properties = partOf(schema, "properties");
  const seen = Object.entries(value).map(([name, item]) => [name, celView(item, partOf(properties, name))]);
  const viewed: Record<string, unknown> = Object.fromEntries(seen);
  return partOf(schema, "x-money") === true ? { ...viewed, amount: minorUnits(viewed["amount"]) } : viewed;
};
