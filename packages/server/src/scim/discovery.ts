import type { JsonObject } from "@probity/contracts";
import { urns } from "./urns.ts";

const meta = (base: string, resourceType: string, path: string): JsonObject => ({
  resourceType,
  location: `${base}/${path}`,
});

/** What this server can do (RFC 7643, 5). */
export const providerConfig = (base: string): JsonObject => ({
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
  documentationUri: "https://www.rfc-editor.org/rfc/rfc7644",
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: 200 },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: false },
  authenticationSchemes: [
    {
      type: "oauthbearertoken",
      name: "Bearer token",
      description: "A service token with the role admin, or the operator token",
      primary: true,
    },
  ],
  meta: meta(base, "ServiceProviderConfig", "ServiceProviderConfig"),
});

/** The two kinds of resources. */
export const resourceTypes = (base: string): readonly JsonObject[] => [
  {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
    id: "User",
    name: "User",
    endpoint: "/Users",
    schema: urns.user,
    schemaExtensions: [{ schema: urns.enterprise, required: false }],
    meta: meta(base, "ResourceType", "ResourceTypes/User"),
  },
  {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
    id: "Group",
    name: "Group",
    endpoint: "/Groups",
    schema: urns.group,
    meta: meta(base, "ResourceType", "ResourceTypes/Group"),
  },
];

const attribute = (name: string, type: string, more: JsonObject = {}): JsonObject => ({
  name,
  type,
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: "readWrite",
  returned: "default",
  uniqueness: "none",
  ...more,
});
const parts = (...names: readonly string[]): JsonObject => ({
  subAttributes: names.map((name) => attribute(name, name === "primary" ? "boolean" : "string")),
});

/** The schemas of the resources (RFC 7643, 7), as far as they are kept. */
export const schemas = (base: string): readonly JsonObject[] => [
  schemaOf(base, urns.user, "User", [
    attribute("userName", "string", { required: true, uniqueness: "server" }),
    attribute("name", "complex", parts("formatted", "familyName", "givenName", "middleName")),
    ...["displayName", "nickName", "title", "userType", "preferredLanguage", "locale", "timezone"].map(
      (name) => attribute(name, "string"),
    ),
    attribute("active", "boolean"),
    attribute("emails", "complex", { multiValued: true, ...parts("value", "type", "display", "primary") }),
    attribute("phoneNumbers", "complex", {
      multiValued: true,
      ...parts("value", "type", "display", "primary"),
    }),
  ]),
  schemaOf(
    base,
    urns.enterprise,
    "EnterpriseUser",
    ["employeeNumber", "department", "organization", "division", "costCenter"].map((name) =>
      attribute(name, "string"),
    ),
  ),
  schemaOf(base, urns.group, "Group", [
    attribute("displayName", "string", { required: true, uniqueness: "server" }),
    attribute("members", "complex", { multiValued: true, ...parts("value", "$ref", "type") }),
  ]),
];

const schemaOf = (base: string, id: string, name: string, attributes: readonly JsonObject[]): JsonObject => ({
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
  id,
  name,
  attributes: [...attributes],
  meta: meta(base, "Schema", `Schemas/${id}`),
});
