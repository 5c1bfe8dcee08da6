export { fileRegistry } from "./enrich/file-registry.ts";
export type { CompanyRegistry } from "./enrich/registry.ts";
export { createLinkKeeper } from "./keep-links.ts";
export type { LinkKeeper } from "./keep-links.ts";
export type { RelationRow } from "./read-relation.ts";
export { readRelation } from "./read-relation.ts";
export { registerLinks } from "./routes.ts";
export { attributeKinds, nearRelativeKinds, refText, relationKinds } from "./kinds.ts";
export type { EntityKind, EntityRef, RelationKind } from "./kinds.ts";
export type { LinkGraph } from "./link-graph.ts";
export type { Links } from "./links.ts";
export { createLinks } from "./links.ts";
export { entityRef, normAddress, normEmail, normName, normPhone, readRef } from "./norm.ts";
export type {
  CommonOwner,
  GraphLimit,
  LinkEdge,
  LinkFilter,
  OwnersAnswer,
  OwnersQuery,
  PathAnswer,
  PathQuery,
  SharedAttribute,
} from "./query.ts";
export type { SqlLinks } from "./sql-links.ts";
export { createSqlLinks } from "./sql-links.ts";
export { removeFromLinks } from "./store-relations.ts";
