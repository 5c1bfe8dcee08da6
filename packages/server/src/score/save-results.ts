import type { Finding } from "@probity/contracts";
import { column } from "../log/index.ts";
import type { ActiveBundle } from "../rules/index.ts";
import type { Transaction } from "../store/index.ts";
import type { RatedEvent } from "../evaluate/index.ts";
import * as sql from "./statements.ts";

type Bundles = ReadonlyMap<string, ActiveBundle | undefined>;

/** Writes one result row per event, the hits and indeterminate findings whole, and the day counts (AL-4, RU-3). */
export async function saveResults(
  transaction: Transaction,
  scored: readonly RatedEvent[],
  bundles: Bundles,
  now: Date,
): Promise<void> {
  await transaction.run(sql.saveResults, [
    column(scored, ({ event }) => event.position),
    column(scored, ({ event }) => bundles.get(event.source)?.version ?? 0),
    column(scored, ({ event }) => bundles.get(event.source)?.hash ?? ""),
    column(scored, ({ score }) => count(score.findings, "hit")),
    column(scored, ({ score }) => count(score.findings, "clear")),
    column(scored, ({ score }) => count(score.findings, "not_applicable")),
    column(scored, ({ score }) => count(score.findings, "indeterminate")),
    column(scored, ({ score }) => score.failure?.replaceAll(/[^\u0020-\uffff]/g, " ")),
    now.toISOString(),
    column(scored, ({ rating }) => rating.score),
    column(scored, ({ calibration }) => calibration),
  ]);
  await saveFindings(transaction, scored);
  await addCounts(transaction, scored);
}

const count = (findings: readonly Finding[], result: Finding["result"]): number =>
  findings.filter((finding) => finding.result === result).length;

async function saveFindings(transaction: Transaction, scored: readonly RatedEvent[]): Promise<void> {
  const rows = scored.flatMap(({ event, score, rating }) =>
    score.findings
      .filter(({ result }) => result === "hit" || result === "indeterminate")
      .map((finding) => ({ position: event.position, finding, share: rating.shares.get(finding) })),
  );
  if (rows.length === 0) return;
  await transaction.run(sql.saveFindings, [
    column(rows, ({ position }) => position),
    column(rows, ({ finding }) => finding.binding),
    column(rows, ({ finding }) => finding.rule),
    column(rows, ({ finding }) => finding.version),
    column(rows, ({ finding }) => finding.result),
    column(rows, ({ finding }) => finding.level),
    column(rows, ({ finding }) => finding.class),
    column(rows, ({ finding }) => JSON.stringify(finding)),
    column(rows, ({ share }) => share),
  ]);
}

interface Counts {
  readonly source: string;
  readonly rule: string;
  /** Of the rule, or the day of the events. */
  readonly part: string;
  hit: number;
  clear: number;
  not_applicable: number;
  indeterminate: number;
}

/** By day for what is watched, by version for what is judged of a rule. */
async function addCounts(transaction: Transaction, scored: readonly RatedEvent[]): Promise<void> {
  const days = countBy(scored, ({ time }) => time.toISOString().slice(0, 10));
  if (days.length === 0) return;
  const versions = countBy(scored, (_event, { version }) => version);
  await transaction.run(sql.addCounts, columnsOf(days));
  await transaction.run(sql.addVersionTotals, columnsOf(versions));
}

const columnsOf = (rows: readonly Counts[]): readonly string[] => [
  column(rows, ({ source }) => source),
  column(rows, ({ rule }) => rule),
  column(rows, ({ part }) => part),
  column(rows, ({ hit }) => hit),
  column(rows, ({ clear }) => clear),
  column(rows, (row) => row.not_applicable),
  column(rows, ({ indeterminate }) => indeterminate),
];

function countBy(
  scored: readonly RatedEvent[],
  partOf: (event: RatedEvent["event"], finding: Finding) => string,
): readonly Counts[] {
  const counts = new Map<string, Counts>();
  for (const { event, score } of scored) {
    for (const finding of score.findings) {
      const { rule, result } = finding;
      const part = partOf(event, finding);
      const key = `${event.source}\n${rule}\n${part}`;
      const entry = counts.get(key) ?? {
        source: event.source,
        rule,
        part,
        hit: 0,
        clear: 0,
        not_applicable: 0,
        indeterminate: 0,
      };
      entry[result] += 1;
      counts.set(key, entry);
    }
  }
  return [...counts.values()];
}
