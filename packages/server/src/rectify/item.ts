import type { JsonObject } from "@probity/contracts";
import type { Track } from "../cases/index.ts";
import type { ItemState, ListKind } from "./kinds.ts";

/** An item of one of the six lists as it is stored. */
export interface ItemRow {
  readonly id: string;
  readonly kind: ListKind;
  readonly case_id: string | null;
  readonly track: Track | null;
  readonly parent: string | null;
  readonly title: string;
  readonly owner: string | null;
  readonly unit: string | null;
  readonly due_on: string | null;
  readonly state: ItemState;
  readonly source: string;
  readonly fields: string;
  readonly progress: number;
  readonly send_backs: number;
  readonly repeat_of: string | null;
  readonly relapses: number;
  readonly opened_at: Date;
  readonly asked_at: Date | null;
  readonly asked_by: string | null;
  readonly done_at: Date | null;
  readonly done_on: string | null;
  readonly done_by: string | null;
  readonly version: number;
  readonly created_at: Date;
  readonly created_by: string;
}

const dayMs = 86_400_000;

/** The calendar day of a moment where this server's days begin. */
export const dayIn = (zone: string, at: Date): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(at);

/** So many days after a day. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** How many days an item is or was late; 0 in time, without a due date and for what was withdrawn. Pure. */
export function lateDays(item: Pick<ItemRow, "due_on" | "done_on" | "state">, today: string): number {
  if (item.due_on === null || item.state === "withdrawn") return 0;
  const until = item.done_on ?? today;
  return Math.max(0, Math.round((Date.parse(until) - Date.parse(item.due_on)) / dayMs));
}

/** The own fields of an item. */
export const fieldsOf = ({ fields }: Pick<ItemRow, "fields">): JsonObject =>
  // Written by this folder.
  JSON.parse(fields) as JsonObject;

/** An item as the console shows it. */
export const viewItem = (item: ItemRow, today: string): JsonObject => ({
  id: item.id,
  kind: item.kind,
  case: item.case_id,
  track: item.track,
  parent: item.parent,
  title: item.title,
  owner: item.owner,
  unit: item.unit,
  dueOn: item.due_on,
  state: item.state,
  source: item.source,
  fields: fieldsOf(item),
  progress: item.progress,
  sendBacks: item.send_backs,
  repeatOf: item.repeat_of,
  relapses: item.relapses,
  isRepeat: item.repeat_of !== null || item.relapses > 0,
  lateDays: lateDays(item, today),
  askedAt: item.asked_at?.toISOString() ?? null,
  askedBy: item.asked_by,
  doneAt: item.done_at?.toISOString() ?? null,
  doneBy: item.done_by,
  version: item.version,
  createdAt: item.created_at.toISOString(),
  createdBy: item.created_by,
});
