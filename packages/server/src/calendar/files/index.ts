export { writeCsv, writeIcs } from "./write.ts";
