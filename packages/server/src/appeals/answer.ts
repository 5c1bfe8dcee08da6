import { ProbityError } from "@probity/contracts";
import { actsFor } from "../access/index.ts";
import type { Context } from "../context.ts";
import { loggingTransaction } from "../log/index.ts";
import { notify } from "../notify/index.ts";
import { closeAmong, type ConflictLook, conflictLook, namedPerson } from "../org/index.ts";
import { type Actor, personOf } from "../people/index.ts";
import type { Transaction } from "../store/index.ts";
import { answeredEvent } from "./events.ts";
import type { StoredAppeal } from "./store-appeals.ts";

/** What a reviewer says to an appeal. */
export interface AppealAnswer {
  /** It was a false alarm. */
  readonly uphold: boolean;
  /** For whoever appealed. */
  readonly text: string;
}

/**
 * Answers an appeal, once. An upheld one counts against the version of the rule as the label of an alert does (AL-2). Whoever
 * appealed is told when nothing of theirs about the pre-check is open any more. Throws `PROBITY_E_NOT_FOUND`,
 * `PROBITY_E_APPEAL` where it is answered, `PROBITY_E_PERSON`, and `PROBITY_E_CASE_CONFLICT` for whoever appealed or is close
 * to them (CA-3).
 */
export async function answerAppeal(
  context: Context,
  actor: Actor,
  id: string,
  said: AppealAnswer,
): Promise<void> {
  const { store, log, clock } = context;
  const by = personOf(actor);
  const look = await conflictLook(context, clock());
  await loggingTransaction(store, async (transaction) => {
    const open = await lock(transaction, id);
    demandImpartial(look, actor, open.person);
    const now = new Date(clock());
    const row = await transaction.db
      .updateTable("appeal")
      .set({
        state: said.uphold ? "upheld" : "rejected",
        answer: said.text.trim(),
        answered_by: by,
        answered_at: now.toISOString(),
      })
      .where("id", "=", id)
      .returningAll()
      .executeTakeFirstOrThrow();
    const process = await transaction.db
      .selectFrom("precheck")
      .select("subject")
      .where("source", "=", row.source)
      .where("id", "=", row.decision)
      .executeTakeFirst();
    const { subject = null } = process ?? {};
    await tell(transaction, look, { row, subject, now });
    await log.logServerEvents(transaction, row.source, [answeredEvent(row, { subject }, by)]);
  });
}

async function lock(transaction: Transaction, id: string): Promise<StoredAppeal> {
  const row = await transaction.db
    .selectFrom("appeal")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no appeal ${id}`);
  if (row.state !== "open") throw new ProbityError("PROBITY_E_APPEAL", `appeal ${id} is ${row.state}`);
  return row;
}

function demandImpartial(look: ConflictLook, actor: Actor, person: string | null): void {
  if (person === null) return;
  const errors = actsFor(actor).flatMap((one) =>
    closeAmong(look, one, [{ kind: "person", id: person }]).map(({ reason }) => ({
      path: `/${one}`,
      message: reason,
    })),
  );
  if (errors.length > 0) throw new ProbityError("PROBITY_E_CASE_CONFLICT", "", { errors });
}

async function tell(
  transaction: Transaction,
  { book }: ConflictLook,
  { row, subject, now }: { readonly row: StoredAppeal; readonly subject: string | null; readonly now: Date },
): Promise<void> {
  if (row.person === null) return;
  const all = await transaction.db
    .selectFrom("appeal")
    .select(["id", "state"])
    .where("source", "=", row.source)
    .where("decision", "=", row.decision)
    .orderBy("id", "desc")
    .execute();
  const last = all[0];
  if (last === undefined || all.some(({ state }) => state === "open")) return;
  const notice = {
    to: [namedPerson(book, row.person).id],
    kind: "appeal.answered",
    data: { source: row.source, subject: subject ?? row.decision },
    link: "/my/prechecks",
    dedupe: `appeal.answered:${last.id}`,
  } as const;
  await notify(transaction, [notice], now);
}
