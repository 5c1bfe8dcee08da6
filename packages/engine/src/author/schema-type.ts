import {
  boolType,
  codeOf,
  doubleType,
  dynType,
  intType,
  listOf,
  mapOf,
  moneyType,
  stringType,
  timestampType,
  type Type,
} from "./type.ts";
import { isJsonObject } from "../json/is-json-object.ts";

const maxDepth = 40;

/** The type that rules see for data of a JSON Schema: money in minor units, instants as timestamps (EV-4). */
export function typeOfSchema(schema: unknown, depth: number = 0): Type {
  if (!isJsonObject(schema) || depth > maxDepth) return dynType;
  if (schema["x-money"] === true) return moneyType;
  if (schema["format"] === "instant") return timestampType;
  const { type } = schema;
  if (type === "object" || (type === undefined && isJsonObject(schema["properties"])))
    return objectType(schema, depth);
  if (type === "array") return listOf(typeOfSchema(schema["items"], depth + 1), numberIn(schema["maxItems"]));
  if (type === "string") return stringType;
  if (type === "integer") return intType;
  if (type === "number") return doubleType;
  if (type === "boolean") return boolType;
  return typeOfValues(schema);
}

function objectType(schema: { readonly [key: string]: unknown }, depth: number): Type {
  const properties = schema["properties"];
  if (isJsonObject(properties)) {
    const fields = Object.entries(properties).map(([key, field]): [string, Type] => [
      key,
      typeOfSchema(field, depth + 1),
    ]);
    return { kind: "record", fields: new Map(fields) };
  }
  const values = schema["additionalProperties"];
  return mapOf(stringType, isJsonObject(values) ? typeOfSchema(values, depth + 1) : dynType);
}

function typeOfValues(schema: { readonly [key: string]: unknown }): Type {
  const values: readonly unknown[] = Array.isArray(schema["enum"]) ? schema["enum"] : [schema["const"]];
  if (values.every((value) => typeof value === "string")) return stringType;
  return values.every((value) => typeof value === "boolean") ? boolType : dynType;
}

function numberIn(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** The type of data that may be of either schema; fields that the two see differently are dynamic. */
export function mergeTypes(a: Type, b: Type): Type {
  if (a === b) return a;
  if (a.kind === "record" && b.kind === "record") {
    const fields = new Map(a.fields);
    for (const [key, type] of b.fields) {
      const known = fields.get(key);
      fields.set(key, known === undefined ? type : mergeTypes(known, type));
    }
    return { kind: "record", fields, money: a.money === true && b.money === true };
  }
  if (a.kind === "list" && b.kind === "list") {
    const most =
      a.maxItems === undefined || b.maxItems === undefined ? undefined : Math.max(a.maxItems, b.maxItems);
    return listOf(mergeTypes(a.item, b.item), most);
  }
  if (a.kind === "map" && b.kind === "map")
    return mapOf(mergeTypes(a.key, b.key), mergeTypes(a.value, b.value));
  return codeOf(a) === codeOf(b) && a.kind === b.kind ? a : dynType;
}
