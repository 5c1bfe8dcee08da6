import { ProbityError } from "@probity/contracts";
import type { Context } from "../context.ts";
import type { LinkGraph } from "../links/index.ts";
import { loggingTransaction } from "../log/index.ts";
import { saysSomething } from "../requests/index.ts";
import type { Transaction } from "../store/index.ts";
import { leavePending } from "../watch/index.ts";
import { judgedOf, requestOf, stateAt, type StoredApproval } from "./approval.ts";
import { decidedEvent, deniedEvent, withdrawnEvent } from "./events.ts";
import { involvedIn } from "./involved.ts";
import { type Exclusion, judge, personKey } from "./judge.ts";
import { actMs } from "./open.ts";
import { type AskedPrecheck, demandFitting, findPrecheck, isGrave } from "./precheck.ts";
import { closeApproval, lockApproval } from "./store-approvals.ts";

/** What somebody says to a request. */
export interface ApprovalAnswer {
  readonly personId: string;
  readonly agree: boolean;
  readonly reason: string | undefined;
  /** `page`: the person's own link; `api`: the business system vouches for who it is. */
  readonly via: "page" | "api";
}

type Parts = Pick<Context, "store" | "log" | "links" | "clock" | "bundles" | "scorer" | "wakePending">;

/** Why the answer of this person does not count. */
type Denial = Exclusion | "not_asked";

/**
 * Agrees or refuses, in the name of one person: exactly one answer counts, whatever comes at the same moment. The person is
 * judged again by what is known now; who was left out once stays so. Throws `PROBITY_E_NOT_FOUND`,
 * `PROBITY_E_APPROVAL_STATE`, `PROBITY_E_APPROVAL_PERSON` (and logs that) and `PROBITY_E_APPROVAL_REASON`. The same answer of
 * the same person again is no error.
 */
export async function decideApproval(
  context: Parts,
  { id, source }: { readonly id: string; readonly source?: string | undefined },
  answer: ApprovalAnswer,
): Promise<StoredApproval> {
  const graph = await context.links.graph();
  const done = await loggingTransaction(context.store, async (transaction) => {
    const row = await lockApproval(transaction, id);
    if (row === undefined || (source !== undefined && row.source !== source))
      throw new ProbityError("PROBITY_E_NOT_FOUND", `no approval ${id}`);
    const now = new Date(context.clock());
    if (stateAt(row, now) !== "open") return repeated(row, answer, now);
    const precheck = await findPrecheck(transaction, row.source, row.decision);
    demandFitting(precheck, row);
    const denial = await denialOf(transaction, row, precheck, { answer, graph, now });
    if (denial !== undefined) {
      await leavePending(transaction, [deniedEvent(row, answer.personId, denial, answer.via)]);
      return denial;
    }
    await demandReason(context, row, precheck, answer);
    return await end(transaction, context, row, answer, now);
  });
  if (typeof done !== "string") {
    context.scorer.wake();
    return done;
  }
  context.wakePending();
  throw new ProbityError(
    "PROBITY_E_APPROVAL_PERSON",
    done === "not_asked" ? "was not asked" : "may not decide",
  );
}

function repeated(row: StoredApproval, { personId, agree }: ApprovalAnswer, now: Date): StoredApproval {
  const same = row.state === (agree ? "agreed" : "refused") && row.decided_by === personId;
  if (same) return row;
  throw new ProbityError("PROBITY_E_APPROVAL_STATE", `approval ${row.id} is ${stateAt(row, now)}`);
}

async function denialOf(
  transaction: Transaction,
  row: StoredApproval,
  precheck: AskedPrecheck | undefined,
  { answer, graph, now }: { readonly answer: ApprovalAnswer; readonly graph: LinkGraph; readonly now: Date },
): Promise<Denial | undefined> {
  const request = requestOf(row);
  const self = personKey(answer.personId);
  const candidate = request.candidates.find(({ personId }) => personKey(personId) === self);
  if (candidate === undefined) return self === personKey(row.requester) ? "requester" : "not_asked";
  const before = judgedOf(row).find(({ personId }) => personId === candidate.personId);
  const [once] = before?.reasons ?? [];
  if (once !== undefined) return once;
  const subjects = [
    ...new Set([request.subject, row.subject, precheck?.subject].filter((one) => typeof one === "string")),
  ];
  const involved = await involvedIn(transaction, request, { source: row.source, subjects });
  return judge(candidate, involved, graph, now.getTime()).reasons[0];
}

async function demandReason(
  context: Parts,
  row: StoredApproval,
  precheck: AskedPrecheck | undefined,
  { agree, reason = "" }: ApprovalAnswer,
): Promise<void> {
  if (saysSomething(reason)) return;
  if (!agree) throw new ProbityError("PROBITY_E_APPROVAL_REASON", "a refusal");
  if (await isGrave(context, row, precheck))
    throw new ProbityError("PROBITY_E_APPROVAL_REASON", "agreeing against an integrity finding of level 1");
}

async function end(
  transaction: Transaction,
  { log }: Parts,
  row: StoredApproval,
  { personId, agree, reason, via }: ApprovalAnswer,
  now: Date,
): Promise<StoredApproval> {
  const validUntil = new Date(Math.max(row.deadline.getTime(), now.getTime() + actMs));
  const text = reason?.trim() ?? "";
  const closed = await closeApproval(transaction, row.id, {
    state: agree ? "agreed" : "refused",
    by: personId,
    via,
    reason: text === "" ? null : text,
    at: now,
    validUntil: agree ? validUntil : null,
  });
  if (closed === undefined) throw new Error(`approval ${row.id} is locked and was closed`);
  await log.logServerEvents(transaction, row.source, [decidedEvent(closed)]);
  return closed;
}

/** Ends an open request that needs no answer any more; again is no error. Throws `PROBITY_E_APPROVAL_STATE`. */
export async function withdrawApproval(
  context: Pick<Parts, "store" | "log" | "clock" | "scorer">,
  { id, source }: { readonly id: string; readonly source: string },
  reason: string | undefined,
): Promise<StoredApproval> {
  const done = await loggingTransaction(context.store, async (transaction) => {
    const row = await lockApproval(transaction, id);
    if (row === undefined || row.source !== source)
      throw new ProbityError("PROBITY_E_NOT_FOUND", `no approval ${id}`);
    const at = new Date(context.clock());
    if (row.state === "withdrawn") return row;
    if (stateAt(row, at) !== "open")
      throw new ProbityError("PROBITY_E_APPROVAL_STATE", `approval ${id} is ${stateAt(row, at)}`);
    const ended = {
      state: "withdrawn",
      by: null,
      via: "api",
      reason: reason ?? null,
      at,
      validUntil: null,
    } as const;
    const closed = await closeApproval(transaction, id, ended);
    if (closed === undefined) throw new Error(`approval ${id} is locked and was closed`);
    await context.log.logServerEvents(transaction, source, [withdrawnEvent(closed)]);
    return closed;
  });
  context.scorer.wake();
  return done;
}
