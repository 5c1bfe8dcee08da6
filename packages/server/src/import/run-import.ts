import type { EventType, IngestResponse } from "@probity/contracts";
import { ProbityError } from "@probity/contracts";
import { builtinEvents } from "@probity/contracts/schemas";
import type { BatchLimits, Outgoing } from "./batch.ts";
import { batches, maxEventBytes, outgoing } from "./batch.ts";
import { missingFields } from "./completeness.ts";
import type { ImportedEvent } from "./ocds/events-of-release.ts";
import { eventsOfRelease } from "./ocds/events-of-release.ts";
import type { ReadLimits } from "./reader/limits.ts";
import type { Input } from "./reader/open-input.ts";
import type { Item, ReadPosition } from "./reader/read-items.ts";
import { readItems, startPosition } from "./reader/read-items.ts";
import type { DataReport } from "./report.ts";
import { countEvent, countIssue, countResult, emptyReport } from "./report.ts";
import type { StateFile } from "./state.ts";

/** Hands a batch to `POST /v1/events`; resolves when the server has taken it, rejects with a ProbityError. */
export type SendBatch = (body: string) => Promise<IngestResponse>;

/** Options of {@link runImport}. */
export interface ImportOptions {
  readonly input: Input;
  readonly source: string;
  /** IANA zone of dates without an offset. */
  readonly timeZone: string;
  readonly limits: ReadLimits;
  readonly batch: BatchLimits;
  /** Absent in a dry run: everything is read and judged, nothing is sent. */
  readonly send?: SendBatch | undefined;
  readonly state: StateFile;
  /** Continue where the last import of this file stopped, if it did. @defaultValue false */
  readonly resume?: boolean | undefined;
  /** Called when an earlier import is taken up, before anything is read. */
  readonly onResume?: ((position: ReadPosition) => void) | undefined;
  /** Called after every checkpoint. */
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}

/** How far an import is. */
export interface ImportProgress {
  /** Part of the file that is done, 0 to 1; unknown for a compressed one. */
  readonly share: number | undefined;
  readonly report: DataReport;
}

/**
 * Imports a file: reads, maps, sends in order, and keeps a checkpoint after each batch that the server has taken, so
 * that a killed import can be resumed; running it again from the start changes nothing either, because the ids of
 * the events follow from their content. A broken item is counted and the rest goes on.
 */
export async function runImport(options: ImportOptions): Promise<DataReport> {
  const { input, source, state } = options;
  const saved = options.resume === true ? state.load(input.identity, source) : undefined;
  if (saved !== undefined) options.onResume?.(saved.position);
  const report = saved?.report ?? emptyReport();
  let position = saved?.position ?? startPosition;
  const seen = new Set<string>();
  let waiting: Outgoing[] = [];
  let bytes = 0;
  let share: number | undefined;
  const checkpoint = async (): Promise<void> => {
    await sendAll(options, waiting, report);
    waiting = [];
    bytes = 0;
    if (options.send !== undefined) {
      state.save({ format: "probity.import/1", identity: input.identity, source, position, report });
    }
    options.onProgress?.({ share, report });
  };
  for await (const item of readItems(input, position, options.limits)) {
    for (const event of takeItem(item, options, report, seen)) {
      waiting.push(event);
      bytes += event.bytes;
    }
    ({ next: position, share } = item);
    if (waiting.length >= options.batch.maxEvents || bytes >= options.batch.maxBytes) await checkpoint();
  }
  await checkpoint();
  if (report.processes === 0 && report.broken > 0) {
    throw new ProbityError(
      "PROBITY_E_IMPORT_FORMAT",
      `${input.file}: none of ${report.broken} lines is an OCDS release`,
    );
  }
  if (options.send !== undefined) state.remove();
  return report;
}

function takeItem(
  item: Item,
  options: ImportOptions,
  report: DataReport,
  seen: Set<string>,
): readonly Outgoing[] {
  report.items += 1;
  for (const issue of item.issues) countIssue(report, issue, item.number);
  const events = item.releases.flatMap((release) => {
    const result = eventsOfRelease(release, { timeZone: options.timeZone });
    for (const issue of result.issues) countIssue(report, issue, item.number, result.ocid);
    if (result.ocid !== undefined && !seen.has(result.ocid)) {
      seen.add(result.ocid);
      report.processes += 1;
    }
    return result.events;
  });
  if (events.length === 0) report.broken += 1;
  return events.flatMap((event) => prepare(event, item.number, options.source, report));
}

function prepare(
  event: ImportedEvent,
  item: number,
  source: string,
  report: DataReport,
): readonly Outgoing[] {
  const type: EventType = builtinEvents[event.type];
  countEvent(report, event, missingFields(type, event.data));
  const ready = outgoing(event, source, item);
  if (ready.bytes <= maxEventBytes) return [ready];
  countIssue(
    report,
    { code: "release.too_large", where: event.type, value: `${ready.bytes}` },
    item,
    event.subject,
  );
  return [];
}

async function sendAll(
  options: ImportOptions,
  events: readonly Outgoing[],
  report: DataReport,
): Promise<void> {
  if (options.send === undefined) return;
  for (const batch of batches(events, options.batch)) {
    // One after the other: the order of the events within a process is their order in the log.
    // oxlint-disable-next-line no-await-in-loop
    const answer = await options.send(`[${batch.map((event) => event.text).join(",")}]`);
    if (answer.results.length !== batch.length) {
      throw new ProbityError("PROBITY_E_NO_SERVER", "the answer does not name every event that was sent");
    }
    for (const [index, sent] of batch.entries()) {
      const result = answer.results[index];
      if (result !== undefined) countResult(report, result, sent);
    }
  }
}
