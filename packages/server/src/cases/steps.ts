import type { JsonObject } from "@probity/contracts";
import { sha256Hex } from "../sha256.ts";
import type { Statement, Transaction } from "../store/index.ts";
import type { CaseState, Track } from "./states.ts";

/** Kinds of entries of a timeline. */
export type StepKind =
  | "opened"
  | "transition"
  | "alert"
  | "merge"
  | "comment"
  | "evidence"
  | "opinion"
  | "measure"
  | "letter"
  | "escalation"
  | "track";

/** An entry of a timeline before it is stored. */
export interface NewStep {
  readonly caseId: string;
  /** Null: of the case as a whole, and seen from both sides. */
  readonly track: Track | null;
  readonly kind: StepKind;
  readonly name: string;
  readonly from?: CaseState | undefined;
  readonly to?: CaseState | undefined;
  readonly at: Date;
  /** Null: the server. */
  readonly by: string | null;
  readonly reasonCode?: string | undefined;
  readonly text?: string | undefined;
  readonly details?: JsonObject | undefined;
}

const insert: Statement = {
  name: "case-step",
  text: `with place as (update case_file set steps = steps + 1 where id = $1 returning steps)
    insert into case_step (case_id, n, track, kind, name, from_state, to_state, at, by_person, reason_code, text, details, hash)
    select $1, steps, $2, $3, $4, $5, $6, $7::timestamptz, $8, $9, $10, $11, $12 from place returning n`,
};

/** What the log has of an entry's words. */
export const stepHash = (text: string | undefined, details: JsonObject): string =>
  sha256Hex(JSON.stringify([text ?? null, details]));

/** Adds an entry to the timeline of a case that the transaction has locked. */
export async function addStep(
  transaction: Pick<Transaction, "run">,
  step: NewStep,
): Promise<{ readonly n: number; readonly hash: string }> {
  const { caseId, track, kind, name, from, to, at, by, reasonCode, text, details = {} } = step;
  const hash = stepHash(text, details);
  const [row] = await transaction.run<{ n: number }>(insert, [
    caseId,
    track,
    kind,
    name,
    from ?? null,
    to ?? null,
    at.toISOString(),
    by,
    reasonCode ?? null,
    text ?? null,
    JSON.stringify(details),
    hash,
  ]);
  if (row === undefined) throw new Error(`the case ${caseId} vanished`);
  return { n: row.n, hash };
}
