import { type DeadlinePlanner, doneBy } from "@probity/engine/features";
import type { ReadEvent } from "../features/index.ts";
import { type Deadline, keyHashOf } from "./deadline-row.ts";

/** What a deadline is judged by. */
export interface Evidence {
  /** Of the source in force; undefined when none is. */
  readonly planner: DeadlinePlanner | undefined;
  /** Events of its process that may be what it awaits, none of them corrected, in the order of the log. */
  readonly events: readonly ReadEvent[];
  /** The event that began it was corrected. */
  readonly isVoid: boolean;
  /** What was done is done: the event still counts, whether or not it can still be read. */
  readonly keepsDone: boolean;
}

/** Finds out what has become of a deadline, and changes the row. True when anything is new. */
export function settle(row: Deadline, { planner, events, isVoid, keepsDone }: Evidence): boolean {
  const before = JSON.stringify([row.state, row.done]);
  const known = keepsDone && row.done !== null ? [{ ...row.done, keys: [row.keyHash] }] : [];
  // A rule that is no longer bound here awaits what it awaited; nobody can say any more what that is.
  const found = planner?.bindings.has(row.binding) === true ? awaitedIn(row, planner, events) : [];
  const done = doneBy({ key: row.keyHash, from: row.from }, [...known, ...found]);
  row.done = done === undefined ? null : { position: done.position, id: done.id, at: done.at };
  row.state = isVoid ? "void" : stateOf(row, row.done);
  return before !== JSON.stringify([row.state, row.done]);
}

const awaitedIn = (
  row: Deadline,
  planner: DeadlinePlanner,
  events: readonly ReadEvent[],
): readonly (ReadEvent & { readonly keys: readonly string[] })[] =>
  events
    .filter(({ position, type }) => position !== row.position && row.awaited.includes(type))
    .map((event) => ({ ...event, keys: planner.meets(row.binding, event).map(keyHashOf) }));

/** What has become of a deadline whose beginning stands. */
export function stateOf({ due }: Pick<Deadline, "due">, done: Deadline["done"]): Deadline["state"] {
  if (done === null) return "waiting";
  return done.at <= due ? "met" : "late";
}
