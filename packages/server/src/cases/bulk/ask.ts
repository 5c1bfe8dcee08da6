import { type JsonObject, ProbityError } from "@probity/contracts";
import type { Granted } from "../../access/index.ts";
import type { CaseWork } from "../work.ts";
import { type BulkAct, type BulkItem, countedOf, maxBulk, rowsOf, undoSeconds, viewAct } from "./act.ts";
import { keepAct, lockOwnAct } from "./store-act.ts";

/** An act as a person asks for it, with what they were shown. */
export interface BulkOrder {
  readonly kind: string;
  readonly input: JsonObject;
  /** How many they were shown. */
  readonly expected: number;
  /** And which, as the count said. */
  readonly seen: string;
  /** How long it can be undone. Default: {@link undoSeconds}. */
  readonly undoSeconds?: number | undefined;
}

/** Throws `PROBITY_E_REQUEST` for more than {@link maxBulk}. */
export function demandFew(items: readonly BulkItem[]): readonly BulkItem[] {
  if (items.length <= maxBulk) return items;
  throw new ProbityError("PROBITY_E_REQUEST", `more than ${maxBulk} are found; narrow the filter`);
}

/**
 * Takes an act on many up: exactly those that the person was shown, in the versions that were shown. Nothing is changed yet.
 * Throws `PROBITY_E_BULK_STATE` where one came, went or changed since they were counted.
 */
export async function askBulk(
  work: CaseWork,
  by: Granted,
  { kind, input, expected, seen, undoSeconds: undo = undoSeconds }: BulkOrder,
  chosen: readonly BulkItem[],
): Promise<JsonObject> {
  const { transaction, now, newId } = work;
  const counted = countedOf(demandFew(chosen));
  if (counted.count !== expected || counted.seen !== seen)
    throw new ProbityError(
      "PROBITY_E_BULK_STATE",
      `${counted.count} are found, ${expected} were shown, or one of them has changed since`,
      { errors: [{ path: "/count", message: String(counted.count) }] },
    );
  const id = newId();
  await transaction.db
    .insertInto("bulk_act")
    .values({
      id,
      kind,
      by_person: by.id,
      asked_at: now.toISOString(),
      starts_at: new Date(now.getTime() + undo * 1_000).toISOString(),
      input: JSON.stringify(input),
      items: JSON.stringify(rowsOf(chosen)),
      seen,
      total: counted.count,
      state: "checking",
      done: 0,
      refused: 0,
      refusals: "[]",
    })
    .execute();
  const act = await lockOwnAct(transaction, id, by.id);
  tellAct(work, act, "asked");
  return viewAct(act);
}

/** Undoes an act of which nothing is changed yet. Throws `PROBITY_E_BULK_STATE` for one that has begun or ended. */
export async function undoBulk(work: CaseWork, by: Granted, id: string): Promise<JsonObject> {
  const act = await lockOwnAct(work.transaction, id, by.id);
  const begun = act.state === "running" && act.done > 0;
  if (act.ended_at !== null || begun)
    throw new ProbityError("PROBITY_E_BULK_STATE", `the act is ${act.state}: ${act.done} of ${act.total}`, {
      errors: [{ path: "/state", message: act.state }],
    });
  return viewAct(await endAct(work, act, "undone"));
}

/** Ends a locked act. */
export async function endAct(
  work: CaseWork,
  act: BulkAct,
  state: "done" | "refused" | "undone",
): Promise<BulkAct> {
  const ended = { ...act, state, ended_at: work.now };
  await keepAct(work.transaction, ended);
  tellAct(work, ended, state);
  return ended;
}

/** `bulk.act.changed`: who acted on how many, and on which by their hash. What became of each is logged by itself. */
function tellAct(work: CaseWork, act: BulkAct, change: string): void {
  const { id, kind, by_person: by, total, seen: hash, refused } = act;
  const changed = act.state === "done" ? total - refused : 0;
  work.tell({
    type: "bulk.act.changed",
    data: { bulk: { id, kind, change, by, total, changed, refused, hash } },
  });
}
