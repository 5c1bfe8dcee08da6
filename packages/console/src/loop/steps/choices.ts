/** What the schema of a field lets somebody choose: its own values, those of its members, or the kinds of them. */
export function choicesOf(schema: unknown): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  if ("enum" in schema && Array.isArray(schema.enum))
    return schema.enum.filter((value): value is string => typeof value === "string");
  if ("properties" in schema && typeof schema.properties === "object" && schema.properties !== null)
    return "kind" in schema.properties ? choicesOf(schema.properties.kind) : [];
  return "items" in schema ? choicesOf(schema.items) : [];
}
