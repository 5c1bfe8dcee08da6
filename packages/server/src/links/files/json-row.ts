import type { JsonObject } from "@probity/contracts";
import type { RelationRow } from "../read-relation.ts";

const texts = ["from", "to", "kind", "validFrom", "validTo", "provider"] as const;
const numbers = ["share", "confidence"] as const;

/** A relation of a JSON file by the names of the CSV, or what is wrong with it. Fields of other names are not looked at. */
export function jsonRow(value: JsonObject): RelationRow | string {
  const row: Record<string, string | number> = {};
  for (const name of texts) {
    const found = value[name];
    if (typeof found === "string") row[name] = found;
    else if (found !== undefined && found !== null) return `${name} must be a text`;
  }
  for (const name of numbers) {
    const found = value[name];
    if (typeof found === "number") row[name] = found;
    else if (found !== undefined && found !== null) return `${name} must be a number`;
  }
  const { from = "", to = "", kind = "", ...rest } = row;
  return { ...rest, from: String(from), to: String(to), kind: String(kind) };
}
