export { readQuality, type SourceQuality } from "./quality.ts";
export type { SourceKeys } from "./source-keys.ts";
export { createSourceKeys } from "./source-keys.ts";
export type { SourceView } from "./sources.ts";
export { addSource, listSources, revokeSource, rotateKey } from "./sources.ts";
