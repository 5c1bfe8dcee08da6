import type { JsonObject } from "@probity/contracts";
import type { PendingEvent } from "../watch/index.ts";
import { type Decision, textIn } from "./decision.ts";
import { draftDigest } from "./digest.ts";
import { objectIn } from "./read-events.ts";

/** What is needed of an act. */
export interface JudgedAct {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly subject: string | null;
  readonly time: Date;
  readonly position: number;
}

/** Why an act does not follow its pre-check (GEN-WRN-001, parts a, b, d, e). */
type Reason = "unchecked" | "answer" | "late" | "changed";

/**
 * What is wrong with an act at a decision point with enforced rules, against the pre-check that it named or that named it.
 * What the closing of the pre-check tells by itself (done after a block, without the reason asked for) GEN-WRN-001 finds.
 */
export function flagsOf(
  act: JudgedAct,
  data: JsonObject,
  row: Decision | undefined,
  graceMs: number,
): readonly PendingEvent[] {
  if (row === undefined || row.opened_at === null || row.point !== act.type) {
    const waited = { graceSeconds: Math.round(graceMs / 1_000) };
    return [flag("unchecked", act, { ...answerOf(row), ...waited })];
  }
  // Rules that only observe ask for nothing.
  if (row.mode === "shadow") return [];
  const answer = answerOf(row);
  const decision = objectIn(data, "decision");
  const claimed = decision && textIn(decision, "outcome", 40);
  const flags: PendingEvent[] = [];
  if (claimed !== undefined && row.outcome !== null && claimed !== row.outcome)
    flags.push(claimFlag(row, claimed, act));
  if (row.expires_at !== null && act.time.getTime() > Date.parse(row.expires_at))
    flags.push(flag("late", act, answer));
  const actHash = draftDigest(data);
  // Where hooks changed the draft before it was judged, its digest is not of what was done.
  if (row.draft_hash !== null && row.judged_at !== null && actHash !== row.draft_hash)
    flags.push(flag("changed", act, { ...answer, ...(actHash === undefined ? {} : { actHash }) }));
  return flags;
}

/**
 * An act or the closing of a pre-check claims another answer than the pre-check gave. Once per act: both may tell it.
 */
export function claimFlag(row: Decision, claimedOutcome: string, act: JudgedAct | undefined): PendingEvent {
  const actId = act?.id ?? row.act_event;
  const named = act === undefined && actId !== null ? { actEventId: actId } : {};
  return {
    source: row.source,
    type: "precheck.act.flagged",
    // Neither can be made to look like the other: both names are the source's to choose.
    eventId: actId === null ? `precheck-answer-${row.id}` : `precheck-act-answer-${actId}`,
    subject: act?.subject ?? row.subject ?? actId ?? row.id,
    data: {
      flag: { reason: "answer", ...named, ...(act && aboutOf(act)), ...answerOf(row), claimedOutcome },
    },
  };
}

function flag(reason: Reason, act: JudgedAct, more: JsonObject): PendingEvent {
  return {
    source: act.source,
    type: "precheck.act.flagged",
    eventId: `precheck-${reason}-${act.position}`,
    subject: act.subject ?? act.id,
    data: { flag: { reason, ...aboutOf(act), ...more } },
  };
}

const aboutOf = ({ id, type, time }: JudgedAct): JsonObject => ({
  actEventId: id,
  actType: type,
  actAt: time.toISOString(),
});

/** What is known of the pre-check. */
function answerOf(row: Decision | undefined): JsonObject {
  if (row === undefined) return {};
  const known = {
    precheckId: row.id,
    outcome: row.outcome,
    openedAt: row.opened_at,
    expiresAt: row.expires_at,
    draftHash: row.draft_hash,
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null));
}
