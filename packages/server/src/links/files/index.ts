export { splitCsv } from "./csv.ts";
export type { FileBatch, FileReport } from "./import-file.ts";
export { hashOf, importFile } from "./import-file.ts";
export { readRelationFile } from "./read-file.ts";
