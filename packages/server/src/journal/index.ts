export type { JournalLog } from "./journal-durability.ts";
export { openDurability } from "./journal-durability.ts";
