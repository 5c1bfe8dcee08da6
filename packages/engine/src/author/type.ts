import type { Json } from "@probity/contracts";
import type { Code } from "../functions/strict.ts";

/** Kinds of types without parts. `never` is the item type of an empty list literal: it fits anywhere. */
export type PlainKind =
  | "bool"
  | "int"
  | "uint"
  | "double"
  | "string"
  | "bytes"
  | "null"
  | "timestamp"
  | "duration"
  | "type"
  | "dyn"
  | "never";

/** A static type of the rule language. */
export type Type =
  | { readonly kind: PlainKind }
  | { readonly kind: "list"; readonly item: Type; readonly maxItems?: number | undefined }
  | { readonly kind: "map"; readonly key: Type; readonly value: Type }
  | RecordType
  | { readonly kind: "var"; readonly name: string };

/** An object with known fields. Any other field is a misspelling. */
export interface RecordType {
  readonly kind: "record";
  readonly fields: ReadonlyMap<string, Type>;
  /** An object `{amount, currency}`, whose amount is in minor units. */
  readonly money?: boolean | undefined;
}

const plain = (kind: PlainKind): Type => ({ kind });

export const boolType: Type = plain("bool");
export const intType: Type = plain("int");
export const uintType: Type = plain("uint");
export const doubleType: Type = plain("double");
export const stringType: Type = plain("string");
export const bytesType: Type = plain("bytes");
export const nullType: Type = plain("null");
export const timestampType: Type = plain("timestamp");
export const durationType: Type = plain("duration");
export const typeType: Type = plain("type");
export const dynType: Type = plain("dyn");
export const neverType: Type = plain("never");

/** A list of items of one type. */
export function listOf(item: Type, maxItems?: number): Type {
  return { kind: "list", item, maxItems };
}

/** A map from keys to values. */
export function mapOf(key: Type, value: Type): Type {
  return { kind: "map", key, value };
}

/** The type of a macro's variable: the items of a list, the keys of a map. */
export function itemOf(range: Type): Type {
  if (range.kind === "list") return range.item;
  return range.kind === "record" || range.kind === "map" ? stringType : dynType;
}

/** An object `{amount, currency}`. */
export const moneyType: RecordType = {
  kind: "record",
  fields: new Map([
    ["amount", intType],
    ["currency", stringType],
  ]),
  money: true,
};

const codes: Readonly<Record<PlainKind, Code>> = {
  bool: "b",
  int: "i",
  uint: "u",
  double: "d",
  string: "s",
  bytes: "y",
  null: "n",
  timestamp: "t",
  duration: "r",
  type: "k",
  dyn: "*",
  never: "*",
};

/** The code that stands for a type in IR. */
export function codeOf(type: Type): Code {
  if (type.kind === "list") return "l";
  if (type.kind === "map" || type.kind === "record") return "m";
  return type.kind === "var" ? "*" : codes[type.kind];
}

/** A type as messages write it. */
export function typeName(type: Type): string {
  if (type.kind === "list") return `list<${typeName(type.item)}>`;
  if (type.kind === "map") return `map<${typeName(type.key)},${typeName(type.value)}>`;
  if (type.kind === "record") return type.money === true ? "money" : "object";
  return type.kind === "var" ? type.name : type.kind;
}

/** Where ints are in values of a type, as IR writes it; undefined when there are none. */
export function shapeOf(type: Type): Json | undefined {
  if (type.kind === "int") return "i";
  if (type.kind === "list") return wrap("l", shapeOf(type.item));
  if (type.kind === "map") return wrap("v", shapeOf(type.value));
  if (type.kind !== "record") return undefined;
  const fields: Json[] = [];
  for (const [key, field] of type.fields) {
    const shape = shapeOf(field);
    if (shape !== undefined) fields.push(key, shape);
  }
  return fields.length === 0 ? undefined : ["m", ...fields];
}

function wrap(kind: string, shape: Json | undefined): Json | undefined {
  return shape === undefined ? undefined : [kind, shape];
}

/** Whether two types are the same, `dyn` fitting anything and an empty list any list. */
export function fits(a: Type, b: Type): boolean {
  if (a === b || a.kind === "dyn" || b.kind === "dyn" || a.kind === "never" || b.kind === "never")
    return true;
  if (a.kind === "list" && b.kind === "list") return fits(a.item, b.item);
  if (a.kind === "map" && b.kind === "map") return fits(a.key, b.key) && fits(a.value, b.value);
  if (a.kind === "record" && b.kind === "map") return mapFitsRecord(b, a);
  if (a.kind === "map" && b.kind === "record") return mapFitsRecord(a, b);
  return a.kind === b.kind;
}

function mapFitsRecord(map: { readonly key: Type; readonly value: Type }, record: RecordType): boolean {
  return fits(map.key, stringType) && [...record.fields.values()].every((field) => fits(field, map.value));
}

/** Whether two types are one and share a representation, so that no boxing is needed between them. */
export function isSame(a: Type, b: Type): boolean {
  if (a === b || a.kind === "never" || b.kind === "never") return true;
  if (a.kind === "list" && b.kind === "list") return isSame(a.item, b.item);
  if (a.kind === "map" && b.kind === "map") return isSame(a.key, b.key) && isSame(a.value, b.value);
  if (a.kind === "record" && b.kind === "record") return a.fields === b.fields || isSameRecord(a, b);
  return a.kind === b.kind && a.kind !== "list" && a.kind !== "map" && a.kind !== "record";
}

function isSameRecord(a: RecordType, b: RecordType): boolean {
  if (a.fields.size !== b.fields.size) return false;
  return [...a.fields].every(([key, type]) => {
    const other = b.fields.get(key);
    return other !== undefined && isSame(type, other);
  });
}
