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
  readonly version: string;
  readonly day: string;
  hit: number;
  clear: number;
  not_applicable: number;
  indeterminate: number;
}

async function addCounts(transaction: Transaction, scored: readonly RatedEvent[]): Promise<void> {
  const rows = countsOf(scored);
  if (rows.length === 0) return;
  await transaction.run(sql.addCounts, [
    column(rows, ({ source }) => source),
    column(rows, ({ rule }) => rule),
    column(rows, ({ version }) => version),
    column(rows, ({ day }) => day),
    column(rows, ({ hit }) => hit),
    column(rows, ({ clear }) => clear),
    column(rows, (row) => row.not_applicable),
    column(rows, ({ indeterminate }) => indeterminate),
  ]);
}

function countsOf(scored: readonly RatedEvent[]): readonly Counts[] {
  const counts = new Map<string, Counts>();
  for (const { event, score } of scored) {
    const day = event.time.toISOString().slice(0, 10);
    for (const { rule, version, result } of score.findings) {
      const key = `${event.source}\n${rule}\n${version}\n${day}`;
      const entry = counts.get(key) ?? {
        source: event.source,
        rule,
        version,
        day,
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
