import { type Finding, type JsonObject, type Outcome, outcomes } from "@probity/contracts";
import { decide } from "@probity/engine";
import type { ActiveBundle } from "../rules/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { leavePending, type PendingEvent } from "../watch/index.ts";
import type { Decision } from "./decision.ts";

const hitsAt: Statement = {
  name: "decisions-hits",
  text: `select f.position, f.body, e.id, e.type, e.subject, e.time from finding f
    join log l on l.position = f.position join event e on e.key = l.event
    where f.position = any($1::bigint[]) and f.result = 'hit' order by f.position, f.binding`,
};

interface Hit {
  readonly position: number;
  readonly body: string;
  readonly id: string;
  readonly type: string;
  readonly subject: string | null;
  readonly time: Date;
}

const mostIndicators = 100;

/**
 * A decision that was degraded let its act go on without some of its rules. When the act is scored they are judged; where
 * they ask for more than was asked then, that is told (PC-2). Give it rows whose answer and act are both known, once.
 */
export async function tellJudgedAgain(
  transaction: Transaction,
  rows: readonly Decision[],
  bundles: ReadonlyMap<string, ActiveBundle | undefined>,
): Promise<void> {
  const degraded = rows.filter(
    ({ degraded: was, outcome, mode }) => was === true && outcome !== "block" && mode !== "shadow",
  );
  if (degraded.length === 0) return;
  const positions = degraded.map(({ act_position: position }) => position);
  const hits = Map.groupBy(await transaction.run<Hit>(hitsAt, [positions]), ({ position }) => position);
  const told = degraded.flatMap((row) => {
    const bundle = bundles.get(row.source)?.evaluator.bundle;
    const found = row.act_position === null ? undefined : hits.get(row.act_position);
    const [act] = found ?? [];
    if (bundle === undefined || found === undefined || act === undefined || act.type !== row.point) return [];
    // Written by the scorer.
    const findings = found.map(({ body }) => JSON.parse(body) as Finding);
    const { outcome } = decide(findings, bundle);
    return rank(outcome) > rank(row.outcome) ? [flagOf(row, act, outcome, findings)] : [];
  });
  await leavePending(transaction, told);
}

const rank = (outcome: string | null): number => outcomes.indexOf(outcome as Outcome); // -1 for any other word

function flagOf(row: Decision, act: Hit, outcome: Outcome, findings: readonly Finding[]): PendingEvent {
  const indicators = [
    ...new Set(findings.filter(({ action }) => action !== "observe").map(({ rule }) => rule)),
  ].slice(0, mostIndicators);
  const flag: JsonObject = {
    reason: "degraded",
    actEventId: act.id,
    actType: act.type,
    actAt: act.time.toISOString(),
    precheckId: row.id,
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
    ...(row.opened_at === null ? {} : { openedAt: row.opened_at }),
    judgedOutcome: outcome,
    indicators,
  };
  return {
    source: row.source,
    type: "precheck.act.flagged",
    eventId: `precheck-degraded-${act.position}`,
    subject: act.subject ?? act.id,
    data: { flag },
  };
}
