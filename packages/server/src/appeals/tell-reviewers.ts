import { personsWith } from "../access/index.ts";
import { notify } from "../notify/index.ts";
import { closeAmong, type ConflictLook } from "../org/index.ts";
import type { Transaction } from "../store/index.ts";
import type { StoredAppeal } from "./store-appeals.ts";

/** An appeal that has just been raised. */
interface Raised {
  readonly appeal: Pick<StoredAppeal, "id" | "source" | "decision" | "person">;
  readonly subject: string | null;
  readonly now: Date;
}

/** Tells those who may answer an appeal that there is one; not whoever raised it, nor anybody close to them (CA-3). */
export async function tellReviewers(
  transaction: Transaction,
  look: ConflictLook,
  { appeal, subject, now }: Raised,
): Promise<void> {
  const { id, source, decision, person } = appeal;
  const about = person === null ? [] : [{ kind: "person", id: person } as const];
  const reviewers = await personsWith(transaction, "evaluation.write", now);
  const notice = {
    to: reviewers.filter((one) => closeAmong(look, one, about).length === 0),
    kind: "appeal.raised",
    data: { source, subject: subject ?? decision },
    link: "/decisions?tab=appeals",
    dedupe: `appeal.raised:${id}`,
  } as const;
  await notify(transaction, [notice], now);
}
