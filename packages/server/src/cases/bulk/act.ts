import type { JsonObject } from "@probity/contracts";
import type { Granted } from "../../access/index.ts";
import { sha256Hex } from "../../sha256.ts";
import type { CaseWork } from "../work.ts";

/** Most things that one act is about. */
export const maxBulk = 10_000;

/** Seconds in which an act can be undone before it changes anything, unless another time is asked for. */
export const undoSeconds = 10;

/** One thing of a choice, as it was counted. */
export interface BulkItem {
  readonly id: string;
  readonly version: number;
}

/** What an act does with one thing, in a transaction of its own. Throws coded errors where that refuses. */
export type BulkKind = (work: CaseWork, item: BulkItem, input: JsonObject, by: Granted) => Promise<unknown>;

/** What can be done with many, by name. */
export type BulkKinds = Readonly<Record<string, BulkKind>>;

/** States of an act; the last three are final. */
export type BulkState = "checking" | "waiting" | "running" | "done" | "refused" | "undone";

/** One thing that refused an act. */
export interface Refusal {
  readonly id: string;
  readonly code: string;
  readonly detail: string;
}

/** An act without its things. */
export interface BulkAct {
  readonly id: string;
  readonly kind: string;
  readonly by_person: string;
  readonly asked_at: Date;
  readonly starts_at: Date;
  readonly input: string;
  readonly seen: string;
  readonly total: number;
  readonly state: BulkState;
  readonly done: number;
  readonly refused: number;
  readonly refusals: string;
  readonly ended_at: Date | null;
}

/** How many there are, and by what they are known again: one that came, went or changed since gives another `seen`. */
export interface Counted {
  readonly count: number;
  /** SHA-256 of ids and versions, in the order of ids. */
  readonly seen: string;
}

/** Counts a choice. */
export const countedOf = (items: readonly BulkItem[]): Counted => ({
  count: items.length,
  seen: sha256Hex(JSON.stringify(rowsOf(items))),
});

/** A choice as it is stored, in the order of ids. */
export const rowsOf = (items: readonly BulkItem[]): readonly (readonly [id: string, version: number])[] =>
  items.map(({ id, version }) => [id, version] as const).toSorted(([a], [b]) => (a < b ? -1 : 1));

/** An act as its person sees it. */
export const viewAct = (act: BulkAct): JsonObject => ({
  id: act.id,
  kind: act.kind,
  state: act.state,
  total: act.total,
  seen: act.seen,
  done: act.done,
  changed: act.state === "running" || act.state === "done" ? act.done - act.refused : 0,
  refused: act.refused,
  // Written by this folder.
  refusals: JSON.parse(act.refusals) as JsonObject[],
  // Written by this folder.
  input: JSON.parse(act.input) as JsonObject,
  askedAt: act.asked_at.toISOString(),
  undoUntil: act.starts_at.toISOString(),
  endedAt: act.ended_at?.toISOString() ?? null,
});
