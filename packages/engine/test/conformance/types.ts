import * as types from "../../src/author/type.ts";
import type { Type } from "../../src/author/type.ts";

const primitives: Readonly<Record<string, Type>> = {
  BOOL: types.boolType,
  INT64: types.intType,
  UINT64: types.uintType,
  DOUBLE: types.doubleType,
  STRING: types.stringType,
  BYTES: types.bytesType,
  TIMESTAMP: types.timestampType,
  DURATION: types.durationType,
};

/** A type of the suite's JSON form. What it does not name is dynamic. */
export function readType(given: unknown): Type {
  const [[kind, value] = ["", undefined]] = Object.entries(fields(given));
  if (kind === "primitive" || kind === "wellKnown") return primitives[String(value)] ?? types.dynType;
  if (kind === "listType") return types.listOf(readType(fields(value)["elemType"]));
  if (kind === "mapType")
    return types.mapOf(readType(fields(value)["keyType"]), readType(fields(value)["valueType"]));
  return kind === "null" ? types.nullType : types.dynType;
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
