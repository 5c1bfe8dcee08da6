import { ProbityError } from "@probity/contracts";
import { fetchLimit, keyCursor, page, type PageQuery, readKeyCursor } from "../ops/page.ts";
import type { Store } from "../store/index.ts";
import { type Deadline, deadlineOf } from "./deadline-row.ts";

/** States of a deadline as people ask for them: `open` is awaited still, `overdue` those of them that are due. */
export const deadlineStates = ["open", "overdue", "late", "met", "void", "any"] as const;

/** Which deadlines to list. */
export interface DeadlineFilter extends PageQuery {
  readonly state: (typeof deadlineStates)[number];
  readonly source?: string | undefined;
  readonly rule?: string | undefined;
  readonly subject?: string | undefined;
}

/** A deadline as a person sees it. */
export interface DeadlineView {
  readonly source: string;
  readonly rule: string;
  readonly binding: string;
  readonly subject: string;
  /** `open`, `overdue`, `late`, `met`, or `void` where what began it was corrected. */
  readonly state: string;
  /** Event types of which one has to come. */
  readonly awaited: readonly string[];
  /** Nothing before it counts as done. */
  readonly fromAt: string;
  /** The last moment. */
  readonly dueAt: string;
  /** How many working days, where it is counted in them, and by which version of which calendar. */
  readonly workingDays: number | null;
  readonly calendar: string | null;
  readonly calendarVersion: number | null;
  /** Counted through a year whose days are not announced: it may move. */
  readonly provisional: boolean;
  readonly startEventId: string;
  readonly startType: string;
  /** Place in the log of the event that began it. */
  readonly position: number;
  readonly doneEventId: string | null;
  readonly doneAt: string | null;
  /** What was told of it last: `absent`, `late` or `withdrawn`. */
  readonly told: string | null;
}

/** A page of deadlines, what is due first at the top. */
export async function listDeadlines(
  store: Pick<Store, "db">,
  filter: DeadlineFilter,
  now: Date,
): Promise<{ readonly deadlines: readonly DeadlineView[]; readonly next?: string }> {
  const { state, source, rule, subject, cursor } = filter;
  let query = store.db.selectFrom("deadline").selectAll();
  if (state !== "any")
    query = query.where("state", "=", state === "open" || state === "overdue" ? "waiting" : state);
  if (state === "overdue") query = query.where("due_at", "<", now);
  if (source !== undefined) query = query.where("source", "=", source);
  if (rule !== undefined) query = query.where("rule", "=", rule);
  if (subject !== undefined) query = query.where("subject", "=", subject);
  const after = cursor === undefined ? undefined : placeIn(cursor);
  if (after !== undefined)
    query = query.where((eb) =>
      eb.or([eb("due_at", ">", after.due), eb.and([eb("due_at", "=", after.due), eb("id", ">", after.id)])]),
    );
  const found = await query.orderBy("due_at").orderBy("id").limit(fetchLimit(filter)).execute();
  const { rows, ...next } = page(found, filter, (row) => keyCursor(row.due_at.getTime(), String(row.id)));
  return { deadlines: rows.map((row) => viewOf(deadlineOf(row), now)), ...next };
}

function placeIn(cursor: string): { readonly due: Date; readonly id: number } {
  const { place, key } = readKeyCursor(cursor, 1);
  const [id = ""] = key;
  if (!/^[0-9]{1,15}$/.test(id))
    throw new ProbityError("PROBITY_E_REQUEST", "the cursor is not of this list");
  return { due: new Date(place), id: Number(id) };
}

function viewOf(row: Deadline, now: Date): DeadlineView {
  const { source, rule, binding, subject, state, awaited, from, due, counted, done } = row;
  const isWaiting = state === "waiting";
  return {
    source,
    rule,
    binding,
    subject,
    state: isWaiting ? (due < now.getTime() ? "overdue" : "open") : state,
    awaited,
    fromAt: new Date(from).toISOString(),
    dueAt: new Date(due).toISOString(),
    workingDays: counted?.workingDays ?? null,
    calendar: counted?.calendar ?? null,
    calendarVersion: counted?.version ?? null,
    provisional: counted?.isProvisional ?? false,
    startEventId: row.eventId,
    startType: row.eventType,
    position: row.position,
    doneEventId: done?.id ?? null,
    doneAt: done === null ? null : new Date(done.at).toISOString(),
    told: row.told,
  };
}
