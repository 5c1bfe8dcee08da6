import { isJsonObject } from "./json.ts";
import type { Json, JsonObject } from "@probity/contracts";
import { isPlain } from "../plain-text.ts";
import { ScimError } from "./error.ts";
import { urns } from "./urns.ts";

/** A user as an identity provider sends it, with nothing that was not asked for. */
export interface ScimUser {
  readonly userName: string;
  readonly externalId: string | null;
  readonly active: boolean;
  readonly displayName: string;
  readonly email: string | null;
  readonly phone: string | null;
  /** The other attributes that are kept, as they came. */
  readonly attributes: JsonObject;
}

const simple = [
  "displayName",
  "title",
  "preferredLanguage",
  "locale",
  "timezone",
  "userType",
  "nickName",
] as const;
const nameParts = ["formatted", "familyName", "givenName", "middleName"] as const;
const enterpriseParts = ["employeeNumber", "department", "organization", "division", "costCenter"] as const;
const maxValues = 20;

/** Reads a user; what is not known is left out. Throws `invalidValue`. */
export function readUser(document: JsonObject): ScimUser {
  const userName = textOf(document, "userName", 320);
  if (userName === undefined || userName.trim() === "")
    throw new ScimError(400, "userName is required", "invalidValue");
  const name = partsOf(document["name"], nameParts);
  const enterprise = partsOf(document[urns.enterprise], enterpriseParts);
  const emails = valuesOf(document["emails"]);
  const phoneNumbers = valuesOf(document["phoneNumbers"]);
  const attributes: JsonObject = {
    userName: userName.trim(),
    ...partsOf(document, simple),
    ...(Object.keys(name).length === 0 ? {} : { name }),
    ...(emails.length === 0 ? {} : { emails }),
    ...(phoneNumbers.length === 0 ? {} : { phoneNumbers }),
    ...(Object.keys(enterprise).length === 0 ? {} : { [urns.enterprise]: enterprise }),
  };
  return {
    userName: userName.trim(),
    externalId: textOf(document, "externalId", 200) ?? null,
    active: activeOf(document["active"]),
    displayName: shownName(document, name, userName.trim()).slice(0, 200).toWellFormed(),
    email: primaryOf(emails, 320),
    phone: primaryOf(phoneNumbers, 40),
    attributes,
  };
}

/** Some identity providers send truth as text. */
function activeOf(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === "boolean") return value;
  if (typeof value === "string" && /^(?:true|false)$/i.test(value)) return value.toLowerCase() === "true";
  throw new ScimError(400, "active must be true or false", "invalidValue");
}

function shownName(document: JsonObject, name: JsonObject, userName: string): string {
  const formatted = name["formatted"];
  const parts = [name["familyName"], name["givenName"]].filter((part) => typeof part === "string");
  const joined = parts.join(parts.every((part) => /^\p{Script=Han}+$/u.test(part)) ? "" : " ");
  return (
    textOf(document, "displayName", 200) ?? (typeof formatted === "string" ? formatted : joined || userName)
  );
}

function textOf(document: JsonObject, name: string, max: number): string | undefined {
  const value = document[name];
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string" && value.length <= max && isPlain(value)) return value;
  throw new ScimError(400, `${name} must be a text of at most ${max} characters`, "invalidValue");
}

function partsOf(value: Json | undefined, names: readonly string[]): JsonObject {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = textOf(value, name, 200);
      return text === undefined ? [] : [[name, text] as const];
    }),
  );
}

function valuesOf(value: Json | undefined): readonly JsonObject[] & Json[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.length > maxValues)
    throw new ScimError(400, `lists of values have at most ${maxValues} items`, "invalidValue");
  return value.flatMap((item: Json): JsonObject[] => {
    const parts: JsonObject = partsOf(item, ["value", "type", "display"]);
    if (parts["value"] === undefined || !isJsonObject(item)) return [];
    return [item["primary"] === true ? { ...parts, primary: true } : parts];
  });
}

function primaryOf(values: readonly JsonObject[], max: number): string | null {
  const found = (values.find(({ primary }) => primary === true) ?? values[0])?.["value"];
  return typeof found === "string" && found.length <= max ? found : null;
}
