import type { LocalizedText } from "@probity/contracts";
import type { DeadlineNote } from "@probity/engine/features";
import { type ReadEvent, readEvent } from "../features/index.ts";
import type { ActiveBundle } from "../rules/index.ts";
import type { LogEvent, NoticeScore } from "../score/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { type DeadlineEvent, deadlineEvent } from "./deadline-event.ts";
import { deadlinesOf } from "./planner.ts";
import { passedType } from "./tell.ts";

const startOf: Statement = {
  name: "deadlines-start",
  text: `select l.position, e.source, e.id, e.type, e.subject, e.time, e.body from event e join log l on l.event = e.key
    where e.source = $1 and e.id = $2`,
};

/** Alerts say what is known: the one that a deadline had opened tells of its end where nothing newer joined it. */
const tellAlert: Statement = {
  name: "deadlines-withdraw",
  text: `update alert a set message = $4 from deadline d join alert_finding f on f.position = d.told_position and f.binding = d.binding
    where d.source = $1 and d.event_id = $2 and d.binding = $3 and d.part = $5 and a.id = f.alert and a.last_position = d.told_position`,
};

/** Whether an event takes back that a deadline had passed. */
export function isWithdrawal(event: LogEvent): boolean {
  const read = event.type === passedType ? readEvent(event) : undefined;
  return read !== undefined && deadlineEvent(read)?.state === "withdrawn";
}

/**
 * The findings of deadlines, by the position of the event that tells of them: the rule speaks, with what it saw in the
 * event that began it. None where that was erased, or where the rule is no longer bound.
 */
export async function findDeadlineFindings(
  transaction: Transaction,
  events: readonly LogEvent[],
  bundles: ReadonlyMap<string, ActiveBundle | undefined>,
): Promise<ReadonlyMap<number, NoticeScore>> {
  const found = new Map<number, NoticeScore>();
  for (const event of events) {
    if (event.type !== passedType) continue;
    const read = readEvent(event);
    const told = read === undefined ? undefined : deadlineEvent(read);
    if (read === undefined || told === undefined) continue;
    // oxlint-disable-next-line no-await-in-loop -- one connection, and few events are of this type
    found.set(event.position, await scoreOf(transaction, read, told, bundles.get(event.source)));
  }
  return found;
}

async function scoreOf(
  transaction: Transaction,
  event: ReadEvent,
  told: DeadlineEvent,
  bundle: ActiveBundle | undefined,
): Promise<NoticeScore> {
  const planner = deadlinesOf(bundle);
  if (planner === undefined) return { findings: [] };
  const [row] = await transaction.run<LogEvent>(startOf, [event.source, told.startEventId]);
  const start = row === undefined ? undefined : readEvent(row);
  if (start === undefined) return { findings: [] };
  const finding = planner.finding(told.binding, start, noteOf(told, event));
  if (finding === undefined) return { findings: [] };
  if (told.state === "withdrawn" && finding.message !== undefined)
    await withdraw(transaction, event.source, told, finding.message);
  return { findings: [finding] };
}

const noteOf = (told: DeadlineEvent, { at }: ReadEvent): DeadlineNote => ({
  state: told.state,
  from: told.from,
  due: told.due,
  startId: told.startEventId,
  awaited: told.awaited,
  doneAt: told.doneAt,
  doneId: told.doneId,
  moved: told.moved,
  tellAt: at,
});

async function withdraw(
  transaction: Transaction,
  source: string,
  { startEventId, binding, part }: DeadlineEvent,
  message: LocalizedText,
): Promise<void> {
  await transaction.run(tellAlert, [source, startEventId, binding, JSON.stringify(message), part]);
}
