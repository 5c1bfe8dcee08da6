import type { CaseKeeper } from "../cases/index.ts";
import { column } from "../log/index.ts";
import { type ActiveBundle, confidenceOf } from "../rules/index.ts";
import type { Transaction } from "../store/index.ts";
import { type AlertDraft, AlertGroups, groupOf } from "./alert-groups.ts";
import type { EventScore, LogEvent } from "./score-event.ts";
import * as sql from "./statements.ts";

/** One event with its score. */
export interface ScoredEvent {
  readonly event: LogEvent;
  readonly score: EventScore;
}

interface AlertRow {
  readonly id: string;
  readonly source: string;
  readonly rule: string;
  readonly group_key: string;
  readonly level: number;
  readonly count: number;
  readonly first_at: Date;
  readonly last_at: Date;
  readonly last_position: number;
  readonly confidence: number;
  readonly sealed_position: number | null;
}

/** What {@link updateAlerts} works with. */
interface AlertOptions {
  readonly coolDownMs: number;
  readonly cases: CaseKeeper;
  readonly bundles: ReadonlyMap<string, ActiveBundle | undefined>;
}

/** Opens and extends the alerts of a batch, and puts them into cases. Returns those that it touched. */
export async function updateAlerts(
  transaction: Transaction,
  scored: readonly ScoredEvent[],
  { coolDownMs, cases, bundles }: AlertOptions,
  now: Date,
): Promise<readonly AlertDraft[]> {
  const hits = scored.flatMap(({ event, score }) =>
    score.findings
      // Of a subject that two people took out of the rule it is kept, and nobody is called (RU-4).
      .filter(({ result, exception }) => result === "hit" && exception === undefined)
      .map((finding) => ({ event, finding })),
  );
  if (hits.length === 0) return [];
  const keys = [
    ...new Map(
      hits.map(({ event, finding }) => {
        const key = groupOf(event, finding.rule);
        return [Object.values(key).join("\n"), key];
      }),
    ).values(),
  ];
  const rows = await transaction.run<AlertRow>(sql.findAlerts, [
    column(keys, ({ source }) => source),
    column(keys, ({ rule }) => rule),
    column(keys, ({ groupKey }) => groupKey),
  ]);
  const groups = new AlertGroups(rows.map(draftOf), coolDownMs);
  for (const { event, finding } of hits)
    groups.add(event, finding, confidenceOf(bundles.get(event.source), finding.rule));
  await save(transaction, groups.touched, now);
  const events = scored.map(({ event }) => event);
  await cases.keep(transaction, groups.touched, events, now);
  return groups.touched;
}

/** What `add` sets anew on every hit is not read. */
const draftOf = (row: AlertRow): AlertDraft => ({
  id: row.id,
  source: row.source,
  rule: row.rule,
  groupKey: row.group_key,
  ruleVersion: "",
  subject: undefined,
  class: "business",
  level: row.level,
  count: row.count,
  firstAt: row.first_at.getTime(),
  lastAt: row.last_at.getTime(),
  firstPosition: 0,
  lastPosition: row.last_position,
  confidence: row.confidence,
  sealedPosition: row.sealed_position ?? undefined,
  name: { "zh-CN": "", en: "" },
  message: { "zh-CN": "", en: "" },
  findings: [],
});

async function save(transaction: Transaction, alerts: readonly AlertDraft[], now: Date): Promise<void> {
  await transaction.run(sql.saveAlerts, [
    column(alerts, ({ id }) => id),
    column(alerts, ({ source }) => source),
    column(alerts, ({ rule }) => rule),
    column(alerts, ({ ruleVersion }) => ruleVersion),
    column(alerts, ({ groupKey }) => groupKey),
    column(alerts, ({ subject }) => subject),
    column(alerts, (alert) => alert.class),
    column(alerts, ({ level }) => level),
    column(alerts, ({ count }) => count),
    column(alerts, ({ firstAt }) => new Date(firstAt).toISOString()),
    column(alerts, ({ lastAt }) => new Date(lastAt).toISOString()),
    column(alerts, ({ firstPosition }) => firstPosition),
    column(alerts, ({ lastPosition }) => lastPosition),
    column(alerts, ({ name }) => JSON.stringify(name)),
    column(alerts, ({ message }) => JSON.stringify(message)),
    now.toISOString(),
    column(alerts, ({ confidence }) => confidence),
  ]);
  const links = alerts.flatMap(({ id, findings }) => findings.map((finding) => ({ id, ...finding })));
  await transaction.run(sql.saveAlertFindings, [
    column(links, ({ id }) => id),
    column(links, ({ position }) => position),
    column(links, ({ binding }) => binding),
  ]);
}
