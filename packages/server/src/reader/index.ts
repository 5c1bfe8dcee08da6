export type { Reader, ReaderContext } from "./reader.ts";
export { demandHeld, readerOf, wordsFor } from "./reader.ts";
