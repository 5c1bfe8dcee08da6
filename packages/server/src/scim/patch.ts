import type { Json, JsonObject } from "@probity/contracts";
import { ScimError } from "./error.ts";
import { isJsonObject } from "./json.ts";

/** One operation of a PATCH. */
interface Operation {
  readonly op: "add" | "replace" | "remove";
  readonly path: string | undefined;
  readonly value: Json | undefined;
}

const maxOperations = 100;

/** Applies a PATCH (RFC 7644, 3.5.2) to a resource. Throws `invalidSyntax`, `invalidPath` and `invalidValue`. */
export function patched(resource: JsonObject, body: JsonObject): JsonObject {
  const result = structuredClone(resource);
  for (const operation of operationsOf(body)) {
    if (operation.path !== undefined) apply(result, operation.path, operation);
    else if (isJsonObject(operation.value))
      for (const [path, value] of Object.entries(operation.value))
        apply(result, path, { ...operation, value });
    else throw new ScimError(400, "an operation without a path needs an object as its value", "invalidValue");
  }
  return result;
}

function operationsOf(body: JsonObject): readonly Operation[] {
  const operations = nameless(body, "Operations");
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > maxOperations)
    throw new ScimError(400, `Operations must be a list of 1 to ${maxOperations}`, "invalidSyntax");
  return operations.map((one: Json): Operation => {
    const item = isJsonObject(one) ? one : {};
    const verb = item["op"];
    const op = typeof verb === "string" ? verb.toLowerCase() : "";
    const path = item["path"];
    if (op !== "add" && op !== "replace" && op !== "remove")
      throw new ScimError(400, "op must be add, replace or remove", "invalidSyntax");
    if (path !== undefined && typeof path !== "string")
      throw new ScimError(400, "path must be a text", "invalidPath");
    return { op, path: path === "" ? undefined : path, value: item["value"] };
  });
}

/** A member by its name in any case, as SCIM compares names. */
function nameless(object: JsonObject, name: string): Json | undefined {
  return object[nameIn(object, name)];
}

const nameIn = (object: JsonObject, name: string): string =>
  Object.keys(object).find((key) => key.toLowerCase() === name.toLowerCase()) ?? canonical(name);

const names = [
  "userName",
  "displayName",
  "externalId",
  "active",
  "emails",
  "phoneNumbers",
  "members",
  "name",
  "familyName",
  "givenName",
  "middleName",
  "formatted",
  "employeeNumber",
  "department",
];
const canonical = (name: string): string =>
  names.find((known) => known.toLowerCase() === name.toLowerCase()) ?? name;

const pathPattern =
  /^(?:(?<urn>urn:[\w.:-]+):)?(?<attribute>[A-Za-z]\w*)(?:\[(?<filter>[^\]]{1,500})\])?(?:\.(?<sub>[A-Za-z]\w*))?$/u;

function apply(resource: JsonObject, path: string, { op, value }: Operation): void {
  // Members that reach a prototype are no attributes.
  const groups = /__proto__|constructor|prototype/i.test(path) ? undefined : placeOf(path);
  if (groups === undefined) throw new ScimError(400, `${path.slice(0, 100)} is no path`, "invalidPath");
  const { urn, attribute = "", filter, sub } = groups;
  const owner = urn === undefined || /:core:2\.0:/.test(urn) ? resource : within(resource, urn);
  const name = nameIn(owner, attribute);
  if (filter !== undefined) return applyFiltered(owner, name, { op, value, filter, sub });
  if (sub !== undefined) return set(within(owner, name), nameIn(within(owner, name), sub), op, value);
  set(owner, name, op, value);
}

/** A URN alone is the extension as a whole. */
function placeOf(path: string): Partial<Record<string, string>> | undefined {
  return /^urn:[\w.:-]+:User$/.test(path) ? undefined : pathPattern.exec(path)?.groups;
}

function within(owner: JsonObject, name: string): JsonObject {
  const found = owner[name];
  if (isJsonObject(found)) return found;
  const made: JsonObject = {};
  // Of this function's own copy.
  Object.assign(owner, { [name]: made });
  return made;
}

function set(owner: JsonObject, name: string, op: Operation["op"], value: Json | undefined): void {
  const before = owner[name];
  if (op === "remove") {
    const kept = Array.isArray(before) && Array.isArray(value) ? without(before, value) : undefined;
    if (kept === undefined) Reflect.deleteProperty(owner, name);
    else Object.assign(owner, { [name]: kept });
    return;
  }
  if (value === undefined) throw new ScimError(400, `${name} needs a value`, "invalidValue");
  if (op === "add" && Array.isArray(before)) {
    const more = Array.isArray(value) ? value : [value];
    Object.assign(owner, { [name]: [...without(before, more), ...more] });
  } else if (isJsonObject(before) && isJsonObject(value)) Object.assign(before, value);
  else Object.assign(owner, { [name]: value });
}

const keyOf = (item: Json): Json | undefined => (isJsonObject(item) ? item["value"] : item);

/** The items whose value none of the others has. */
function without(items: readonly Json[], others: readonly Json[]): Json[] {
  const gone = new Set(others.map(keyOf));
  return items.filter((item) => !gone.has(keyOf(item)));
}

interface Filtered {
  readonly op: Operation["op"];
  readonly value: Json | undefined;
  readonly filter: string;
  readonly sub: string | undefined;
}

/** `emails[type eq "work"].value`, `members[value eq "li.na"]` */
function applyFiltered(owner: JsonObject, name: string, { op, value, filter, sub }: Filtered): void {
  const [, key, wanted] = /^\s*(\w+)\s+eq\s+"?([^"]*)"?\s*$/iu.exec(filter) ?? [];
  if (key === undefined || wanted === undefined)
    throw new ScimError(400, `${filter} is not attribute eq "value"`, "invalidFilter");
  const before = owner[name];
  const items = Array.isArray(before) ? before : [];
  const fits = (item: Json): boolean => isJsonObject(item) && saysText(nameless(item, key), wanted);
  if (op === "remove") {
    const kept =
      sub === undefined
        ? items.filter((item) => !fits(item))
        : items.map((item) => (fits(item) ? dropped(item, sub) : item));
    Object.assign(owner, { [name]: kept });
    return;
  }
  const patch: Json = sub === undefined ? (value ?? null) : { [sub]: value ?? null };
  if (!isJsonObject(patch)) throw new ScimError(400, "an item must be an object", "invalidValue");
  const next = items.some(fits)
    ? items.map((item) => (fits(item) && isJsonObject(item) ? { ...item, ...patch } : item))
    : [...items, { [key]: wanted, ...patch }];
  Object.assign(owner, { [name]: next });
}

/** Truth and numbers are written without quotes. */
const saysText = (value: Json | undefined, text: string): boolean =>
  typeof value === "string" ? value === text : value !== undefined && JSON.stringify(value) === text;

function dropped(item: Json, sub: string): Json {
  if (!isJsonObject(item)) return item;
  return Object.fromEntries(
    Object.entries(item).filter(([name]) => name.toLowerCase() !== sub.toLowerCase()),
  );
}
