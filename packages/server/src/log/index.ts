export { ownSource } from "./own-source.ts";
export { appendEntries } from "./append.ts";
export type { Appended } from "./append.ts";
export { array, column } from "./columns.ts";
export type { Durability } from "./durability.ts";
export { databaseIsDurable } from "./durability.ts";
export type { CommittedBatch, LoggedEntry, NewEntry, Text } from "./entry.ts";
export { textOf } from "./entry.ts";
export { insertEvents } from "./events.ts";
export type { EventRow } from "./events.ts";
export type { ProvableLog } from "./log.ts";
export { createLog } from "./log.ts";
export { restoreEntries } from "./restore.ts";
export { registerLog } from "./routes.ts";
export { commit, seal } from "./seal.ts";
export type { ServerEvent } from "./server-events.ts";
export type { SignedCheckpoint } from "./signing.ts";
export { noteSigner } from "./signing.ts";
export type { StreamEffect } from "./stream-effect.ts";
export { streamEffect } from "./stream-effect.ts";
export type { StreamCursor, StreamCursors } from "./streams.ts";
export {
  advance,
  applyEffect,
  lockStreams,
  loggingTransaction,
  openStreams,
  StreamRace,
  unlessRaced,
} from "./streams.ts";
