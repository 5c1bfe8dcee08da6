export type { Cell } from "./cell.ts";
export { createWorkbook } from "./workbook.ts";
