export type { Tie, TieLook } from "./close.ts";
export { interestTies, lineTies, personalTies } from "./close.ts";
export { splitCsv } from "./files/csv.ts";
export { fileRegistry } from "./enrich/file-registry.ts";
export type { CompanyRegistry } from "./enrich/registry.ts";
export type { EgoEdge, EgoNetwork, KeptPart } from "./ego.ts";
export { egoNetwork, relationsAmong } from "./ego.ts";
export type { RelationView } from "./entity-view.ts";
export { viewEntity } from "./entity-view.ts";
export { createLinkKeeper } from "./keep-links.ts";
export type { LinkKeeper } from "./keep-links.ts";
export { registerLinks } from "./routes.ts";
export {
  attributeKinds,
  entityKinds,
  isEntityKind,
  isRelationKind,
  nearRelativeKinds,
  refText,
  relationKinds,
  spaceOf,
} from "./kinds.ts";
export type { EntityRef, RelationKind } from "./kinds.ts";
export { organisationNames } from "./organisation-names.ts";
export type { LinkGraph } from "./link-graph.ts";
export type { Links } from "./links.ts";
export { readMoment } from "./moment.ts";
export { createLinks } from "./links.ts";
export { entityRef, normAddress, normEmail, normName, normPhone, readRef } from "./norm.ts";
export type {
  LinkEdge,
  LinkFilter,
  OwnersAnswer,
  OwnershipPath,
  OwnersQuery,
  PathAnswer,
  PathQuery,
} from "./query.ts";
export { roundShare, workLimit } from "./query.ts";
export type { SqlLinks } from "./sql-links.ts";
export { createSqlLinks } from "./sql-links.ts";
export { addToLinks, declaredImport, removeDeclaredFromLinks, removeFromLinks } from "./store-relations.ts";
