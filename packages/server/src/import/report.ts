import type { ImportedEvent } from "./ocds/events-of-release.ts";
import type { ImportedType } from "./ocds/draft.ts";
import type { Issue, IssueCode } from "./ocds/issue.ts";
import type { IngestResult } from "@probity/contracts";
import type { MissingFields } from "./completeness.ts";

/** Where an example was found. */
export interface Example {
  /** Line, or place in the package. */
  readonly item: number;
  readonly ocid?: string | undefined;
  readonly where?: string | undefined;
  readonly value?: string | undefined;
}

/** A number of findings of one kind with the first few of them. */
export interface Tally {
  count: number;
  /** How often by place, for issues. */
  readonly where: Record<string, number>;
  readonly examples: Example[];
}

/** Completeness of the events of one type. */
export interface TypeReport {
  events: number;
  /** Events by path of a required field that they lack. */
  readonly required: Record<string, number>;
  readonly conditional: Record<string, number>;
}

/**
 * The data quality report of an import, complete at every moment and bounded in size: counts, and at most
 * some examples of each kind. Plain JSON, so that a resumed import carries it on.
 */
export interface DataReport {
  /** Lines or releases read. */
  items: number;
  /** Items that gave no event because of what is wrong with them. */
  broken: number;
  processes: number;
  bids: number;
  readonly types: Partial<Record<ImportedType, TypeReport>>;
  accepted: number;
  duplicates: number;
  /** Events in quarantine by error code. */
  readonly quarantined: Record<string, Tally>;
  readonly issues: Partial<Record<IssueCode, Tally>>;
}

/** Examples kept of each kind. */
const examplesKept = 5;

/** Beyond these, one more for each new place, up to so many. */
const placesKept = 50;

/** The report of an import that has read nothing. */
export function emptyReport(): DataReport {
  return {
    items: 0,
    broken: 0,
    processes: 0,
    bids: 0,
    types: {},
    accepted: 0,
    duplicates: 0,
    quarantined: {},
    issues: {},
  };
}

/** Counts an issue. */
export function countIssue(report: DataReport, issue: Issue, item: number, ocid?: string): void {
  const tally = (report.issues[issue.code] ??= emptyTally());
  tally.where[issue.where] = (tally.where[issue.where] ?? 0) + 1;
  addExample(tally, { item, ocid, where: issue.where, value: issue.value });
}

/** Counts an event that the data shows, before it is sent. */
export function countEvent(report: DataReport, event: ImportedEvent, missing: MissingFields): void {
  const type = (report.types[event.type] ??= { events: 0, required: {}, conditional: {} });
  type.events += 1;
  if (event.type === "procurement.bid.submitted") report.bids += 1;
  for (const path of missing.required) type.required[path] = (type.required[path] ?? 0) + 1;
  for (const path of missing.conditional) type.conditional[path] = (type.conditional[path] ?? 0) + 1;
}

/** Counts what the server made of an event. */
export function countResult(
  report: DataReport,
  result: IngestResult,
  sent: { readonly item: number; readonly event: ImportedEvent },
): void {
  if (result.status === "accepted") report.accepted += 1;
  else if (result.status === "duplicate") report.duplicates += 1;
  else {
    const tally = (report.quarantined[result.code ?? "?"] ??= emptyTally());
    const { subject, type } = sent.event;
    tally.where[type] = (tally.where[type] ?? 0) + 1;
    addExample(tally, { item: sent.item, ocid: subject, where: type, value: result.detail });
  }
}

function emptyTally(): Tally {
  return { count: 0, where: {}, examples: [] };
}

function addExample(tally: Tally, example: Example): void {
  tally.count += 1;
  const isFirstThere = tally.examples.every((known) => known.where !== example.where);
  const room = isFirstThere ? placesKept : examplesKept;
  if (tally.examples.length < room) tally.examples.push(example);
}

/** Sum of the tallies. */
export function total(tallies: Readonly<Record<string, Tally>>): number {
  return Object.values(tallies).reduce((sum, tally) => sum + tally.count, 0);
}

/** Number of events that the data shows. */
export function eventTotal(report: DataReport): number {
  return Object.values(report.types).reduce((sum, type) => sum + type.events, 0);
}
