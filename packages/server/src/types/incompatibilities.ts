import type { EventType, Json, JsonObject } from "@probity/contracts";
import { canonicalJson } from "@probity/engine";
import type { SchemaProblem } from "./schema-profile.ts";

/** Numeric keywords: a change must not raise the first kind or lower the second. */
const lowerBounds = ["minLength", "minItems", "minProperties", "minimum", "exclusiveMinimum"];
const upperBounds = ["maxLength", "maxItems", "maxProperties", "maximum", "exclusiveMaximum"];
/** Keywords of which any change can break stored events or typed rules. */
const frozen = ["const", "format", "pattern", "multipleOf", "allOf", "anyOf", "oneOf", "x-money", "x-day"];

/**
 * What a new version of a registered type would break (EV-3): events stored under the old schema must stay valid, and
 * rules typed by it must keep their meaning. Empty = compatible.
 */
export function incompatibilities(before: EventType, after: EventType): readonly SchemaProblem[] {
  const found: SchemaProblem[] = [];
  for (const field of ["record", "subject", "phase", "decision"] as const) {
    if (!same(before[field], after[field])) found.push({ path: `/${field}`, message: "was changed" });
  }
  // Both are JSON: they came in by the API and were stored as text.
  compare(before.schema as JsonObject, after.schema as JsonObject, "/schema", found);
  return found;
}

function compare(before: JsonObject, after: JsonObject, path: string, found: SchemaProblem[]): void {
  compareTypes(before, after, path, found);
  compareBounds(before, after, path, found);
  compareProperties(before, after, path, found);
  compareClosedness(before, after, path, found);
  if (!same(before["items"], after["items"]))
    compareChild(before["items"], after["items"], `${path}/items`, found);
  for (const keyword of frozen) {
    if (!same(before[keyword], after[keyword]))
      found.push({ path: `${path}/${keyword}`, message: "was changed" });
  }
}

function compareChild(
  before: Json | undefined,
  after: Json | undefined,
  path: string,
  found: SchemaProblem[],
): void {
  if (isObject(before) && isObject(after)) return compare(before, after, path, found);
  if (before === undefined || before === true) found.push({ path, message: "was narrowed" });
  else if (!same(before, after)) found.push({ path, message: "was changed" });
}

function compareTypes(before: JsonObject, after: JsonObject, path: string, found: SchemaProblem[]): void {
  if (!same(typesOf(before), typesOf(after))) found.push({ path: `${path}/type`, message: "was changed" });
  const [old, now] = [before["enum"], after["enum"]];
  if (now === undefined) return;
  const kept = isList(now) ? now.map((value) => canonicalJson(value)) : [];
  const lost = isList(old) ? old.filter((value) => !kept.includes(canonicalJson(value))) : undefined;
  if (lost === undefined) found.push({ path: `${path}/enum`, message: "was added" });
  else if (lost.length > 0) {
    found.push({
      path: `${path}/enum`,
      message: `lost ${lost.map((value) => canonicalJson(value)).join(", ")}`,
    });
  }
}

function compareBounds(before: JsonObject, after: JsonObject, path: string, found: SchemaProblem[]): void {
  const check = (keyword: string, sign: 1 | -1): void => {
    const [old, now] = [before[keyword], after[keyword]];
    if (typeof now !== "number") return;
    if (typeof old !== "number" || (now - old) * sign > 0) {
      found.push({ path: `${path}/${keyword}`, message: `was tightened to ${now}` });
    }
  };
  for (const keyword of lowerBounds) check(keyword, 1);
  for (const keyword of upperBounds) check(keyword, -1);
}

function compareProperties(
  before: JsonObject,
  after: JsonObject,
  path: string,
  found: SchemaProblem[],
): void {
  const [old, now] = [fields(before["properties"]), fields(after["properties"])];
  for (const [name, child] of Object.entries(old)) {
    const at = `${path}/properties/${name}`;
    if (!Object.hasOwn(now, name)) found.push({ path: at, message: "was removed" });
    else compareChild(child, now[name], at, found);
  }
  const required = names(before["required"]);
  for (const name of names(after["required"])) {
    if (!required.includes(name))
      found.push({ path: `${path}/required`, message: `${canonicalJson(name)} is newly required` });
  }
}

function compareClosedness(
  before: JsonObject,
  after: JsonObject,
  path: string,
  found: SchemaProblem[],
): void {
  const [old, now] = [before["additionalProperties"] ?? true, after["additionalProperties"] ?? true];
  if (now === true || same(old, now)) return;
  found.push({ path: `${path}/additionalProperties`, message: "was narrowed" });
}

const typesOf = (schema: JsonObject): readonly Json[] => {
  const type = schema["type"];
  if (type === undefined) return [];
  return isList(type) ? type.toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1)) : [type];
};

const names = (value: Json | undefined): readonly Json[] => (isList(value) ? value : []);
const fields = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function same(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b;
  // Everything compared here is JSON.
  return canonicalJson(a as Json) === canonicalJson(b as Json);
}
