import type { WorkCalendar } from "@probity/engine/calendar";
import type { Calendars } from "../calendar/index.ts";
import { type ReadEvent, readEvent } from "../features/index.ts";
import type { ActiveBundle } from "../rules/index.ts";
import type { EventScore, LogEvent } from "../score/index.ts";
import type { Transaction } from "../store/index.ts";
import { armTimers, cancelTimers } from "../timers/index.ts";
import { leavePending } from "../watch/index.ts";
import { type Deadline, insertDeadlines, newDeadline, updateDeadlines } from "./deadline-row.ts";
import { awaitedEvents, correctedOf, type EventName, findDeadlines, type ProcessName } from "./find-rows.ts";
import { markTold } from "./mark-told.ts";
import { deadlinesOf } from "./planner.ts";
import { settle } from "./settle.ts";
import { deadlineKey, deadlineTimer, passedType, tellOf } from "./tell.ts";

/** One event with its score. */
interface Scored {
  readonly event: LogEvent;
  readonly score: EventScore;
}

type Bundles = ReadonlyMap<string, ActiveBundle | undefined>;

/** Keeps the deadlines of processes, in the scorer's transaction (FE-3). */
export interface DeadlineKeeper {
  keep(transaction: Transaction, scored: readonly Scored[], bundles: Bundles, now: Date): Promise<void>;
}

/** What the keeper works with. */
export interface KeeperOptions {
  readonly graceMs: number;
  readonly calendars: Pick<Calendars, "hold">;
  /** Id of the calendar by which working days are counted. */
  readonly calendar: string;
}

/**
 * Makes the keeper. What a batch begins is awaited, what it brings is looked at, and what it corrects is judged again:
 * whichever of them came first, the same events give the same deadlines in the end.
 */
export function createDeadlineKeeper({ graceMs, calendars, calendar }: KeeperOptions): DeadlineKeeper {
  return {
    keep: async (transaction, scored, bundles, now) => {
      const counting = scored.some(({ event }) => countsWork(event, bundles))
        ? await calendars.hold(transaction, calendar)
        : undefined;
      const told = scored.flatMap((one) => toldBy(one, bundles, counting));
      if (told.length === 0) return;
      const started = told.flatMap(({ started: rows }) => rows);
      await insertDeadlines(transaction, started);
      await markTold(
        transaction,
        told.flatMap(({ event }) => (event.type === passedType ? event : [])),
      );
      const through = scored.at(-1)?.event.position ?? 0;
      const changed = await judge(transaction, { told, started, bundles, through });
      const pending = changed.flatMap((row) => tellOf(row));
      await updateDeadlines(transaction, changed);
      const waiting = changed.filter(
        (row) => !row.fired && (row.state === "waiting" || row.state === "late"),
      );
      await armTimers(
        transaction,
        waiting.map((row) => deadlineTimer(row, now, graceMs)),
      );
      await cancelTimers(transaction, changed.filter((row) => !waiting.includes(row)).map(deadlineKey));
      await leavePending(transaction, pending);
    },
  };
}

/** Whether an event may begin a deadline in working days. */
const countsWork = ({ source, type }: LogEvent, bundles: Bundles): boolean =>
  deadlinesOf(bundles.get(source))?.workingDayStarts.has(type) === true;

/** What one event means for deadlines. */
interface Meaning {
  readonly event: ReadEvent;
  readonly started: readonly Deadline[];
  readonly isAwaited: boolean;
}

/** Nothing for nearly every event: one of a source without such rules, or of a type that none of them knows. */
function toldBy(
  { event, score }: Scored,
  bundles: Bundles,
  counting: WorkCalendar | undefined,
): readonly Meaning[] {
  const planner = deadlinesOf(bundles.get(event.source));
  const starts = planner?.starts.has(event.type) === true && score.failure === undefined;
  const isAwaited = planner?.awaits.has(event.type) === true;
  const corrects = planner !== undefined && event.body.includes('"corrects"');
  if (!starts && !isAwaited && !corrects && event.type !== passedType) return [];
  const read = readEvent(event);
  if (read === undefined) return [];
  const { subject } = event;
  const input = { type: read.type, data: read.data, time: read.time, record: score.record ?? undefined };
  const begun = starts && subject !== null ? planner.started(input, counting) : [];
  const started = begun.map((one) => {
    const place = begun.filter(({ binding }) => binding === one.binding).indexOf(one) + 1;
    return newDeadline(read, subject ?? "", one, {
      awaited: planner?.bindings.get(one.binding) ?? [],
      place,
    });
  });
  return [{ event: read, started, isAwaited }];
}

/** Events that a batch corrects; the scorer noted them before it judged anything. */
const correctionsIn = (told: readonly Meaning[]): readonly EventName[] =>
  told.flatMap(({ event: { source, corrects } }) =>
    corrects === undefined ? [] : [{ source, id: corrects }],
  );

interface Batch {
  readonly told: readonly Meaning[];
  readonly started: readonly Deadline[];
  readonly bundles: Bundles;
  readonly through: number;
}

/** The deadlines about which there is something new. */
async function judge(transaction: Transaction, batch: Batch): Promise<readonly Deadline[]> {
  const { told, started, bundles, through } = batch;
  const named = [...correctionsIn(told), ...started.map(({ source, eventId }) => ({ source, id: eventId }))];
  const rows = await findDeadlines(transaction, processesOf(told), named);
  if (rows.length === 0) return [];
  // Of those that wait since before, only what came with this batch is new; the others need everything.
  const touched = new Set(named.map(({ source, id }) => `${source}\n${id}`));
  const isWhole = (row: Deadline): boolean =>
    touched.has(`${row.source}\n${row.eventId}`) || touched.has(`${row.source}\n${row.done?.id ?? ""}`);
  const whole = await awaitedEvents(transaction, rows.filter(isWhole), through);
  const fresh = told.filter(({ isAwaited }) => isAwaited).map(({ event }) => event);
  const corrected = await correctedOf(
    transaction,
    [
      ...whole,
      ...fresh,
      ...rows.map(({ source, eventId }) => ({ source, id: eventId })),
      ...rows.flatMap(({ source, done }) => (done === null ? [] : { source, id: done.id })),
    ],
    through,
  );
  const begun = new Set(started.map((row) => JSON.stringify(deadlineKey(row))));
  return rows.filter((row) => {
    const events = (isWhole(row) ? whole : fresh).filter(
      (event) => event.source === row.source && event.subject === row.subject && !corrected(event),
    );
    const isNew = settle(row, {
      planner: deadlinesOf(bundles.get(row.source)),
      events,
      isVoid: corrected({ source: row.source, id: row.eventId }),
      keepsDone: row.done !== null && !corrected({ source: row.source, id: row.done.id }),
    });
    return isNew || begun.has(JSON.stringify(deadlineKey(row)));
  });
}

function processesOf(told: readonly Meaning[]): readonly ProcessName[] {
  const names = told.flatMap(({ event: { source, subject }, isAwaited }): readonly ProcessName[] =>
    isAwaited && subject !== null ? [{ source, subject }] : [],
  );
  return [...new Map(names.map((name) => [`${name.source}\n${name.subject}`, name])).values()];
}
