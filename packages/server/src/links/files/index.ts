export type { FileBatch, FileReport } from "./import-file.ts";
export { hashOf, importFile } from "./import-file.ts";
export type { FileItem } from "./file-item.ts";
export { readRelationFile } from "./read-file.ts";
