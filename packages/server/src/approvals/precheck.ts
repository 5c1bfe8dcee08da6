import { ProbityError } from "@probity/contracts";
import { notedOf } from "../decisions/index.ts";
import type { Context } from "../context.ts";
import type { Statement, Transaction } from "../store/index.ts";
import type { StoredApproval } from "./approval.ts";
import { requestOf } from "./approval.ts";

/** What is known of the pre-check that a request is for. */
export interface AskedPrecheck {
  readonly stage: string;
  readonly point: string | null;
  readonly subject: string | null;
  readonly outcome: string | null;
  readonly draft_hash: string | null;
  readonly opened_at: Date | null;
  readonly findings: string | null;
}

const find: Statement = {
  name: "approval-precheck",
  text: `select stage, point, subject, outcome, draft_hash, opened_at, findings from precheck where source = $1 and id = $2`,
};

/** The pre-check; undefined while its answer has not arrived: it travels with the events, the request beside them. */
export async function findPrecheck(
  transaction: Pick<Transaction, "run">,
  source: string,
  decision: string,
): Promise<AskedPrecheck | undefined> {
  const [row] = await transaction.run<AskedPrecheck>(find, [source, decision]);
  return row === undefined || row.opened_at === null ? undefined : row;
}

function refuse(why: string): never {
  throw new ProbityError("PROBITY_E_APPROVAL_STATE", why);
}

/**
 * Refuses a request for what the pre-check did not ask, for another draft, and after the end of the pre-check. Throws
 * `PROBITY_E_APPROVAL_STATE`.
 */
export function demandFitting(
  known: AskedPrecheck | undefined,
  { point, draft_hash: hash }: Pick<StoredApproval, "point" | "draft_hash">,
): void {
  if (known === undefined) return;
  if (known.outcome !== "second_approver") refuse(`the pre-check answered ${known.outcome}`);
  if (known.point !== point) refuse(`the pre-check was of ${known.point}`);
  if (known.draft_hash !== hash) refuse("the pre-check was of another draft");
  if (known.stage !== "opened") refuse(`the pre-check is ${known.stage}`);
}

/**
 * Whether agreeing needs a reason as well: a hit of class integrity and level 1 (catalogue, section 4). Where the rules of
 * the pre-check are not known, every finding of level 1 counts.
 */
export async function isGrave(
  { bundles }: Pick<Context, "bundles">,
  row: StoredApproval,
  known: AskedPrecheck | undefined,
): Promise<boolean> {
  const shown = (requestOf(row).findings ?? []).some(({ level }) => level === 1);
  const active = known === undefined ? undefined : await bundles.current(row.source);
  if (known === undefined || known.findings === null || active === undefined) return shown;
  const rules = new Map(active.evaluator.bundle.rules.map((rule) => [rule.id, rule]));
  return notedOf(known.findings)
    .filter(({ result, action }) => result === "hit" && action !== "observe")
    .some(({ rule: id }) => {
      const rule = rules.get(id);
      return rule === undefined ? shown : rule.level === 1 && rule.class === "integrity";
    });
}
