/** The part of JSON Schema that the server's routes use. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
}

/** The TypeScript type of what a JSON Schema describes. What it says of lengths, ranges and patterns no type can say. */
export function typeOf(schema: Schema): string {
  const parts = [...alternatives(schema), ...(schema.allOf ?? []).map(typeOf), ...ownType(schema)];
  const distinct = [...new Set(parts.filter((part) => part !== "unknown"))];
  return distinct.length === 0 ? "unknown" : distinct.map(grouped).join(" & ");
}

const grouped = (type: string, _: number, all: readonly string[]): string =>
  all.length > 1 && type.includes("|") ? `(${type})` : type;

/** Choices that only say which properties are required add nothing to the type. */
function alternatives({ oneOf, anyOf }: Schema): readonly string[] {
  return [oneOf, anyOf].flatMap((choices) => {
    if (choices === undefined) return [];
    const types = [...new Set(choices.map(typeOf))];
    return types.includes("unknown") ? [] : [types.join(" | ")];
  });
}

function ownType(schema: Schema): readonly string[] {
  if (schema.const !== undefined) return [JSON.stringify(schema.const)];
  if (schema.enum !== undefined) return [schema.enum.map((value) => JSON.stringify(value)).join(" | ")];
  const types = [schema.type ?? (schema.properties === undefined ? [] : "object")].flat();
  return types.length === 0 ? [] : [types.map((type) => named(type, schema)).join(" | ")];
}

function named(type: string, schema: Schema): string {
  switch (type) {
    case "integer":
    case "number":
      return "number";
    case "array":
      return `readonly (${schema.items === undefined ? "unknown" : typeOf(schema.items)})[]`;
    case "object":
      return objectType(schema);
    default:
      return type;
  }
}

function objectType({ properties = {}, required = [], additionalProperties }: Schema): string {
  const fields = Object.entries(properties).map(
    ([name, schema]) =>
      `readonly ${JSON.stringify(name)}${required.includes(name) ? "" : "?"}: ${typeOf(schema)}${required.includes(name) ? "" : " | undefined"}`,
  );
  if (fields.length > 0) return `{ ${fields.join("; ")} }`;
  const value = typeof additionalProperties === "object" ? typeOf(additionalProperties) : "unknown";
  return `{ readonly [key: string]: ${value} }`;
}
