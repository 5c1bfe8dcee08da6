import type { Finding, JsonObject } from "@probity/contracts";
import { type Evaluator, mergeRecord } from "@probity/engine";
import type { WorkCalendar } from "@probity/engine/calendar";
import { type DeadlinePlanner, doneBy, type StartedDeadline } from "@probity/engine/features";
import { deadlinesOf } from "../../deadlines/index.ts";
import { type ReadEvent, readEvent } from "../../features/index.ts";
import type { LogEvent } from "../../score/index.ts";
import type { Side } from "./tally.ts";

/** What {@link DeadlineReplay} works with. */
export interface DeadlineReplayOptions {
  readonly candidate: Evaluator;
  readonly inForce: Evaluator | undefined;
  /** Kind of the record that events of a type belong to; null for none. */
  readonly kindOf: (type: string) => string | null;
  /** By which working days are counted. */
  readonly calendar: WorkCalendar;
  /** The time of the newest event of the source, in milliseconds: what was due later is not judged. */
  readonly lastAt: number;
}

/** A deadline that was not met. */
export interface MissedDeadline {
  /** The event that began it, at the time at which it was due. */
  readonly event: LogEvent;
  readonly findings: Readonly<Record<Side, readonly Finding[]>>;
}

interface Begun extends StartedDeadline {
  readonly side: Side;
  readonly event: LogEvent;
  readonly read: ReadEvent;
}

/** Judges the deadlines of one process after the other by event time, as the server does when time passes (FE-2, FE-3). */
export class DeadlineReplay {
  readonly #options: DeadlineReplayOptions;
  readonly #planners: Readonly<Record<Side, DeadlinePlanner | undefined>>;
  #records = new Map<string, JsonObject>();
  #begun: Begun[] = [];
  #awaited: ReadEvent[] = [];
  #corrected = new Set<string>();

  constructor(options: DeadlineReplayOptions) {
    this.#options = options;
    const { candidate, inForce } = options;
    this.#planners = {
      candidate: deadlinesOf({ evaluator: candidate }),
      inForce: inForce && deadlinesOf({ evaluator: inForce }),
    };
  }

  /** Before the first event of a process. */
  begin(): void {
    this.#records = new Map();
    this.#begun = [];
    this.#awaited = [];
    this.#corrected = new Set();
  }

  /** The next events of the process, in the order of the log. */
  add(events: readonly LogEvent[]): void {
    const { candidate, inForce } = this.#planners;
    if (candidate === undefined && inForce === undefined) return;
    for (const event of events) {
      const read = readEvent(event);
      if (read === undefined || event.subject === null) continue;
      if (read.corrects !== undefined) this.#corrected.add(read.corrects);
      const record = this.#recordWith(read);
      for (const side of ["candidate", "inForce"] as const) {
        const planner = this.#planners[side];
        if (planner?.starts.has(read.type) !== true) continue;
        const { type, data, time } = read;
        for (const started of planner.started({ type, data, time, record }, this.#options.calendar))
          this.#begun.push({ ...started, side, event, read });
      }
      if (candidate?.awaits.has(read.type) === true || inForce?.awaits.has(read.type) === true)
        this.#awaited.push(read);
    }
  }

  #recordWith({ type, data }: ReadEvent): JsonObject | undefined {
    const kind = this.#options.kindOf(type);
    if (kind === null) return undefined;
    const record = mergeRecord(this.#records.get(kind), data);
    this.#records.set(kind, record);
    return record;
  }

  /** After the last event of the process: what was due and did not come, or came too late. */
  end(): readonly MissedDeadline[] {
    const missed = new Map<string, MissedDeadline>();
    for (const begun of this.#begun) {
      const finding = this.#judge(begun);
      if (finding === undefined) continue;
      const { event, due, side } = begun;
      const name = `${event.position} ${due}`;
      const known = missed.get(name) ?? {
        event: { ...event, time: new Date(due) },
        findings: { candidate: [], inForce: [] },
      };
      missed.set(name, {
        ...known,
        findings: { ...known.findings, [side]: [...known.findings[side], finding] },
      });
    }
    return [...missed.values()];
  }

  #judge({ side, binding, event, read, ...started }: Begun): Finding | undefined {
    const planner = this.#planners[side];
    const { due } = started;
    if (planner === undefined || due >= this.#options.lastAt || this.#corrected.has(event.id))
      return undefined;
    const events = this.#awaited
      .filter(({ position, id }) => position !== event.position && !this.#corrected.has(id))
      .map((one) => ({ ...one, keys: planner.meets(binding, one) }));
    const done = doneBy(started, events);
    if (done !== undefined && done.at <= due) return undefined;
    return planner.finding(binding, read, {
      ...started,
      state: done === undefined ? "absent" : "late",
      startId: event.id,
      awaited: planner.bindings.get(binding) ?? [],
      doneAt: done?.at,
      doneId: done?.id,
      tellAt: due,
    });
  }
}
