import { ownSource } from "../log/index.ts";
import type { Book } from "../org/index.ts";
import type { Statement } from "../store/index.ts";
import { armTimers, type TimerHandler, type TimerHandlers } from "../timers/index.ts";
import { leavePending, type PendingEvent } from "../watch/index.ts";
import { calendarsOf } from "./clock-calendars.ts";
import { planned } from "./clock.ts";
import { handUp, remind, tellReviewer } from "./hand-up.ts";
import { type Matter, matterColumns, matterTables } from "./matter.ts";
import type { Working } from "./note.ts";
import type { EscalationParts } from "./parts.ts";
import { clockKey, clockKind, clockName, pausesOf, saveClocks } from "./store-clocks.ts";

/** Whoever makes a step holds the case and waits for its timer at the end: not both ways round. */
const take: Statement = {
  name: "clocks-fire",
  text: `select ${matterColumns} from ${matterTables}
    join json_to_recordset($1::json) as n(case_id text, track text) on n.case_id = c.case_id and n.track = c.track
    order by c.case_id, c.track for update of f skip locked`,
};

const exist: Statement = {
  name: "clocks-exist",
  text: `select c.case_id, c.track from case_clock c
    join json_to_recordset($1::json) as n(case_id text, track text) on n.case_id = c.case_id and n.track = c.track where c.open`,
};

const againMs = 1_000;

/** What the timers of clocks do: remind, and hand up at the deadline of each level, once over all servers (CA-2). */
export function clockHandlers(parts: EscalationParts): TimerHandlers {
  const handle: TimerHandler = async (transaction, timers, now) => {
    const names = timers.map(({ key }) => clockName(key));
    const found = await transaction.run<Matter>(take, [JSON.stringify(names)]);
    const taken = new Set(found.map((matter) => clockKey(matter).key));
    const left = names.filter((name) => !taken.has(`${name.case_id}\n${name.track}`));
    const busy =
      left.length === 0
        ? []
        : await transaction.run<Pick<Matter, "case_id" | "track">>(exist, [JSON.stringify(left)]);
    const dueAt = new Date(now.getTime() + againMs);
    await armTimers(
      transaction,
      busy.map((name) => ({ ...clockKey(name), dueAt, payload: {} })),
    );
    const open = found.filter(({ open: is }) => is);
    if (open.length === 0) return;
    const told: PendingEvent[] = [];
    const working: Working = {
      transaction,
      now,
      tell: (event, eventId) => void told.push({ ...event, source: ownSource, eventId }),
    };
    const book = await parts.organisation.book(transaction);
    const calendarOf = await calendarsOf((id) => parts.calendars.read(transaction, id), open);
    const pauses = await pausesOf(transaction, open);
    const changed: Matter[] = [];
    for (const matter of open)
      // oxlint-disable-next-line no-await-in-loop -- one connection
      changed.push(planned(await follow(working, book, matter), calendarOf(matter), pauses(matter)));
    await saveClocks(transaction, changed);
    await leavePending(transaction, told);
  };
  return new Map([[clockKind, handle]]);
}

/** What is due of a matter by now; what was due long ago happens once, and the next level has its whole time. */
async function follow(working: Working, book: Book, matter: Matter): Promise<Matter> {
  const { now } = working;
  const isDue = (at: Date | null): boolean => at !== null && at <= now;
  let changed = matter;
  if (!changed.told) changed = await tellReviewer(working, book, changed);
  if (!changed.reminded && isDue(changed.remind_at))
    changed = isDue(changed.due_at) ? { ...changed, reminded: true } : await remind(working, book, changed);
  return isDue(changed.hand_up_at) ? await handUp(working, book, changed) : changed;
}
