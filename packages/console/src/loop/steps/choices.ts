/** What the schema of a field lets somebody choose: its own values, or those of its members. */
export function choicesOf(schema: unknown): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  if ("enum" in schema && Array.isArray(schema.enum))
    return schema.enum.filter((value): value is string => typeof value === "string");
  return "items" in schema ? choicesOf(schema.items) : [];
}
