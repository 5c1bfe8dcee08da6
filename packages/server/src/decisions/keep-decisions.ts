import {
  blocksAt,
  type CheckedDraft,
  type CheckedFinding,
  checkingOf,
  countChecks,
} from "../breakers/index.ts";
import type { ActiveBundle } from "../rules/index.ts";
import type { LogEvent } from "../score/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { leavePending, type PendingEvent } from "../watch/index.ts";
import type { Action, Bundle, JsonObject, Result } from "@probity/contracts";
import {
  type ApprovalEvent,
  approvalEvent,
  asksForApproval,
  holdByApproval,
  prolong,
} from "./approval-holds.ts";
import { type Decision, isOpen, laterStage, type NotedFinding } from "./decision.ts";
import { createEnforcement } from "./enforcement.ts";
import { claimOf, followHolds, type MergedBatch } from "./follow-holds.ts";
import { saveHeartbeats } from "./heartbeats.ts";
import { tellJudgedAgain } from "./judged-again.ts";
import { replay } from "./parity.ts";
import {
  dataOf,
  type DecidedAct,
  decidedAct,
  type DecisionEvent,
  decisionEvent,
  mergeEvent,
} from "./read-events.ts";
import { type FollowedRows, followWindowHolds } from "./window-holds.ts";
import { createReleasedBundles } from "./released-bundles.ts";
import { Decisions } from "./store-decisions.ts";

/** Keeps what the events of a batch say about pre-checks, in the scorer's transaction. */
export interface DecisionKeeper {
  keep(
    transaction: Transaction,
    events: readonly LogEvent[],
    bundles: ReadonlyMap<string, ActiveBundle | undefined>,
    now: Date,
  ): Promise<void>;
}

/** What {@link createDecisionKeeper} works with. */
export interface DecisionKeeperOptions {
  /** In which a day of the budget of blocks is a day. */
  readonly timeZone: string;
  /** How long the server waits for what belongs to an act or a hold and has not arrived. */
  readonly graceMs: number;
  /** What follows for requests for a second approver. */
  readonly approvals: ApprovalFollower;
}

/** Does in the scorer's transaction what events mean for requests for a second approver (PC-7). */
export interface ApprovalFollower {
  /** Somebody was asked. */
  asked(transaction: Transaction, events: readonly ApprovalEvent[]): Promise<void>;
  /** These pre-checks are closed. */
  closed(transaction: Transaction, decisions: readonly Decision[], now: Date): Promise<void>;
}

/**
 * Makes the keeper: one row per pre-check, which is a hold until it is closed (PC-4), the replay of the act that followed
 * it (RU-6), the count of what was blocked (PC-8), and which bundle each writer runs. All follows from the events,
 * whatever order they come in.
 */
export function createDecisionKeeper({
  timeZone,
  graceMs,
  approvals,
}: DecisionKeeperOptions): DecisionKeeper {
  const released = createReleasedBundles();
  const enforcement = createEnforcement({ released, graceMs });
  return {
    keep: async (transaction, events, bundles, now) => {
      await saveHeartbeats(transaction, events, now);
      const told = events.map(readTold);
      const keys = told.flatMap(({ answer, act, approval }) => answer ?? act ?? approval ?? []);
      const decisions = await Decisions.load(transaction, keys);
      const merged = merge(told, decisions, now);
      await followHolds(transaction, { events, bundles, ...merged }, { enforcement, graceMs, now });
      await followWindowHolds(transaction, merged);
      if (keys.length === 0) return;
      const used: FindBundle = async ({ source, bundle_hash: hash }) => {
        const active = bundles.get(source);
        if (hash === null || hash === active?.hash) return active;
        return await released.find(transaction, source, hash);
      };
      const { touched, opened } = merged;
      await approvals.asked(
        transaction,
        told.flatMap(({ approval }) => (approval !== undefined && asksForApproval(approval) ? approval : [])),
      );
      // Whoever was asked prolongs the hold; where nobody was, there is nothing to look for.
      const closed = [...touched].filter(
        (row) => row.held_until !== null && !isOpen(row) && row.stage !== "acted",
      );
      await approvals.closed(transaction, closed, now);
      // Before the replay, which marks them.
      const complete = [...touched].filter(
        (row) => row.parity === null && row.act_position !== null && row.opened_at !== null,
      );
      await replayActs(transaction, complete, events, used);
      await tellJudgedAgain(transaction, complete, bundles);
      await decisions.save(
        transaction,
        opened.map(({ row }) => row),
      );
      const drafts: CheckedDraft[] = [];
      for (const one of opened) {
        // That of the decision: the one in force may have been released since, or have been weakened.
        // oxlint-disable-next-line no-await-in-loop -- one connection, and nearly always a look into memory
        const bundle = (await used(one.row)) ?? bundles.get(one.row.source);
        drafts.push(...draftOf(one, bundle));
      }
      if (drafts.length > 0) await countChecks(transaction, drafts, { now, timeZone });
    },
  };
}

/** What one event of a batch says about a pre-check. */
interface Told {
  readonly answer: DecisionEvent | undefined;
  readonly act: DecidedAct | undefined;
  readonly approval: ApprovalEvent | undefined;
}

const readTold = (event: LogEvent): Told => ({
  answer: decisionEvent(event),
  act: decidedAct(event),
  approval: approvalEvent(event),
});

interface Merged extends Pick<MergedBatch, "named" | "touched" | "claims">, FollowedRows {
  readonly opened: readonly Opened[];
}

/** Takes the events of a batch over into the rows of their pre-checks. */
function merge(told: readonly Told[], decisions: Decisions, now: Date): Merged {
  const opened: Opened[] = [];
  const touched = new Set<Decision>();
  const acted = new Set<Decision>();
  const named = new Map<number, Decision>();
  const claims: PendingEvent[] = [];
  for (const { answer, act, approval } of told) {
    if (answer !== undefined) {
      const row = decisions.of(answer);
      touched.add(row);
      const before = { outcome: row.outcome, opened_at: row.opened_at };
      const said = mergeEvent(row, answer);
      if (said !== undefined) opened.push({ row, said, position: answer.event.position });
      prolong(row);
      closeByAct(row, now);
      claims.push(...claimOf(row, before, answer));
    } else if (act !== undefined) {
      const row = decisions.of(act);
      touched.add(row);
      row.act_position ??= act.event.position;
      row.act_event ??= act.event.id;
      closeByAct(row, now);
      named.set(act.event.position, row);
      // Another event that names it is not the act that it holds a place for.
      if (row.point === null || row.point === act.event.type) acted.add(row);
    } else if (approval !== undefined) {
      const row = decisions.of(approval);
      touched.add(row);
      holdByApproval(row, approval);
    }
  }
  return { opened, touched, acted, named, claims };
}

/**
 * The act itself closes its hold, whether or not its SDK said so as well. After a block it does not: who says that a
 * blocked act was committed is judged by GEN-WRN-001, and who does not lets the hold expire.
 */
function closeByAct(row: Decision, now: Date): void {
  const isDone = row.act_position !== null && row.opened_at !== null && isOpen(row);
  if (isDone && (row.outcome !== "block" || row.break_glass)) {
    row.stage = laterStage(row.stage, "committed");
    row.closed_at ??= now.toISOString();
  }
}

/** The bundle that a decision was made with; undefined when this server did not release it. */
type FindBundle = (row: Decision) => Promise<ActiveBundle | undefined>;

/** The answer of a pre-check, told for the first time. */
interface Opened {
  readonly row: Decision;
  readonly said: readonly NotedFinding[];
  readonly position: number;
}

/** A local decision as the budget counts it; the server counts its own when it answers. */
function draftOf({ row, said, position }: Opened, active: ActiveBundle | undefined): readonly CheckedDraft[] {
  const bundle: Bundle | undefined = active?.evaluator.bundle;
  const { source, point } = row;
  const subject = row.subject ?? row.draft_hash;
  if (bundle === undefined || point === null || subject === null || row.opened_at === null) return [];
  if (row.answered_by !== "local" || (row.bundle_version ?? 0) === 0 || !blocksAt(bundle, point)) return [];
  const decidedAt = Date.parse(row.opened_at);
  const by = checkingOf(said.map(checkedFinding), bundle);
  return [{ source, point, subject, decidedAt, by, cause: `brk-${position}` }];
}

/** What the SDK recorded; a word that is none of the contract's is no block. */
const checkedFinding = (noted: NotedFinding): CheckedFinding => ({
  binding: noted.binding ?? "",
  result: noted.result as Result,
  action: (noted.action ?? "observe") as Action,
  weakenedFrom: noted.weakenedFrom as Action | undefined,
  exception: noted.exception,
});

const actAt: Statement = {
  name: "decisions-act",
  text: "select e.type, e.id, e.body from log l join event e on e.key = l.event where l.position = $1",
};

type Act = Pick<LogEvent, "type" | "id" | "body">;

/** Replays acts whose pre-check is known as well, once. */
async function replayActs(
  transaction: Transaction,
  rows: readonly Decision[],
  events: readonly LogEvent[],
  used: FindBundle,
): Promise<void> {
  const here = new Map(events.map((event) => [event.position, event]));
  const diverged: PendingEvent[] = [];
  for (const row of rows) {
    const { act_position: position } = row;
    if (position === null) continue;
    // oxlint-disable-next-line no-await-in-loop -- one connection
    const act = here.get(position) ?? (await transaction.run<Act>(actAt, [position]))[0];
    const data: JsonObject | undefined = act && dataOf(act);
    // oxlint-disable-next-line no-await-in-loop
    const bundle = await used(row);
    if (act === undefined || data === undefined) {
      row.parity = "not_comparable";
      continue;
    }
    const { parity, said, found } = replay(row, { type: act.type, data }, bundle);
    row.parity = parity;
    if (parity === "diverged") diverged.push(divergence(row, act.id, { said, found }));
  }
  await leavePending(transaction, diverged);
}

function divergence(
  row: Decision,
  actEventId: string,
  { said, found }: Pick<ReturnType<typeof replay>, "said" | "found">,
): PendingEvent {
  const parity: JsonObject = {
    precheckId: row.id,
    actEventId,
    ...(row.point === null ? {} : { decisionPoint: row.point }),
    ...(row.bundle_version === null ? {} : { bundleVersion: row.bundle_version }),
    bundleHash: row.bundle_hash ?? "",
    said: said.map((one) => ({ ...one })),
    found: found.map((one) => ({ ...one })),
  };
  return {
    source: row.source,
    type: "rule.parity.diverged",
    eventId: `parity-${row.act_position}`,
    data: { parity },
  };
}
