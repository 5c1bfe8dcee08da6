import type { Finding } from "@probity/contracts";
import type { Evaluator } from "@probity/engine";
import type { WorkCalendar } from "@probity/engine/calendar";
import { type AskedFeatures, FeatureBatch, type LinkAnswers } from "../../features/index.ts";
import {
  AlertGroups,
  judgedEvent,
  judgeEvent,
  type LogEvent,
  prepareEvent,
  type PreparedEvent,
  Records,
} from "../../score/index.ts";
import type { Store } from "../../store/index.ts";
import { DeadlineReplay } from "./replay-deadlines.ts";
import type { Side, Tally } from "./tally.ts";
import type { Piece } from "./walk.ts";

/** The two versions at one source, and how its events are read. */
export interface ReplayOptions {
  readonly source: string;
  readonly candidate: Evaluator;
  /** Undefined where no version is in force. */
  readonly inForce: Evaluator | undefined;
  /** Decision points of the rules of either version. */
  readonly points: ReadonlySet<string>;
  /** Kind of the record that events of a type belong to; null for none. */
  readonly kindOf: (type: string) => string | null;
  readonly kinds: readonly string[];
  /** Event time in milliseconds; what lies outside is read into records and not judged. */
  readonly from: number;
  readonly to: number;
  readonly coolDownMs: number;
  /** By which working days are counted. */
  readonly calendar: WorkCalendar;
  /** The time of the newest event of the source: deadlines that are due later are not judged. */
  readonly lastAt: number;
  /** Milliseconds that never go back, with fractions. */
  readonly monotonic: () => number;
  /** Where windows are looked up: as they were at the position of each event (FE-2). */
  readonly store: Pick<Store, "run">;
  readonly featureLinks?: LinkAnswers | undefined;
}

/** An event of a piece with what its rules ask. */
interface ToJudge {
  readonly prepared: PreparedEvent;
  readonly isCounted: boolean;
  readonly candidate: AskedFeatures | undefined;
  readonly inForce: AskedFeatures | undefined;
}

const noFindings: readonly Finding[] = [];

/** Judges one process after another with both versions, by the code and the records that the scorer uses (FE-2). */
export class Replay {
  readonly #options: ReplayOptions;
  readonly #tally: Tally;
  readonly #deadlines: DeadlineReplay;
  #records: Records;
  #groups: Record<Side, AlertGroups>;

  constructor(options: ReplayOptions, tally: Tally) {
    this.#options = options;
    this.#tally = tally;
    this.#deadlines = new DeadlineReplay(options);
    this.#records = Records.fresh([]);
    this.#groups = this.#newGroups();
  }

  /** Before the first event of a process. */
  begin(subject: string | null): void {
    const { source, kinds } = this.#options;
    this.#records = Records.fresh(subject === null ? [] : kinds.map((kind) => ({ source, kind, subject })));
    this.#groups = this.#newGroups();
    this.#deadlines.begin();
  }

  /** Its next events, before they are judged: they may begin or meet deadlines. */
  watch(events: readonly LogEvent[]): void {
    this.#deadlines.add(events);
  }

  /** After its last event: its alerts are known now. */
  end(): void {
    for (const { event, findings } of this.#deadlines.end()) {
      if (!this.#isInPeriod(event)) continue;
      const { source } = this.#options;
      const { position } = event;
      const day = event.time.toISOString().slice(0, 10);
      this.#tally.addFindings({ source, position, day, unit: unitOf(event), ...findings });
      this.#alert("candidate", event, findings.candidate);
      this.#alert("inForce", event, findings.inForce);
    }
    for (const side of ["candidate", "inForce"] as const) {
      for (const { rule, openedAt } of openings(this.#groups[side]))
        this.#tally.addAlert(side, rule, openedAt);
    }
  }

  /** The next events of the process; `breathe` lets others run between two of them. */
  async judge(events: readonly LogEvent[], breathe: () => Promise<void>): Promise<void> {
    const { store, featureLinks } = this.#options;
    const features = new FeatureBatch();
    const toJudge = events.flatMap((event) => this.#prepare(event, features) ?? []);
    await features.answer(store, { links: featureLinks });
    for (const one of toJudge) {
      this.#judge(one, features);
      // oxlint-disable-next-line no-await-in-loop -- mostly it returns at once
      await breathe();
    }
  }

  /** Merges the event into the record and asks what its rules need; undefined when there is nothing to judge. */
  #prepare(event: LogEvent, features: FeatureBatch): ToJudge | undefined {
    const { source, candidate, inForce, points, kindOf } = this.#options;
    const isCounted = points.has(event.type) && this.#isInPeriod(event);
    if (event.body === "") {
      if (isCounted) this.#tally.addFate(source, "erased");
      return undefined;
    }
    const kind = kindOf(event.type);
    const { subject } = event;
    const key = kind === null || subject === null ? undefined : { source, kind, subject };
    const record = key === undefined ? null : this.#records.get(key);
    const prepared = prepareEvent(event, { evaluator: candidate }, record);
    if (key !== undefined && prepared.failure === undefined) this.#records.set(key, prepared.record, event);
    const judged = isCounted ? judgedEvent(prepared) : undefined;
    return {
      prepared,
      isCounted,
      candidate: judged && features.ask(candidate, judged),
      inForce: judged && inForce && features.ask(inForce, judged),
    };
  }

  #judge(toJudge: ToJudge, features: FeatureBatch): void {
    const { source, candidate, inForce, monotonic } = this.#options;
    const { prepared, isCounted } = toJudge;
    if (!isCounted) return;
    const candidateValues = features.values(toJudge.candidate);
    const start = monotonic();
    const is = judgeEvent(prepared, { evaluator: candidate }, candidateValues);
    const between = monotonic();
    if (is.failure !== undefined) return this.#tally.addFate(source, "failed");
    const values = features.values(toJudge.inForce);
    const again = monotonic();
    const was = inForce === undefined ? undefined : judgeEvent(prepared, { evaluator: inForce }, values);
    const end = monotonic();
    this.#tally.cost.candidate.add((between - start) * 1_000);
    if (was !== undefined) this.#tally.cost.inForce.add((end - again) * 1_000);
    this.#count(prepared.event, is.findings, was?.findings ?? noFindings);
  }

  #count(event: LogEvent, candidate: readonly Finding[], inForce: readonly Finding[]): void {
    const day = event.time.toISOString().slice(0, 10);
    const { source, position } = event;
    this.#tally.addEvent({ source, position, day, unit: unitOf(event), candidate, inForce });
    this.#alert("candidate", event, candidate);
    this.#alert("inForce", event, inForce);
  }

  #alert(side: Side, event: LogEvent, findings: readonly Finding[]): void {
    for (const finding of findings)
      if (finding.result === "hit" && finding.exception === undefined) this.#groups[side].add(event, finding);
  }

  #isInPeriod({ time }: LogEvent): boolean {
    const ms = time.getTime();
    return ms >= this.#options.from && ms < this.#options.to;
  }

  #newGroups(): Record<Side, AlertGroups> {
    const { coolDownMs } = this.#options;
    return { candidate: new AlertGroups([], coolDownMs), inForce: new AlertGroups([], coolDownMs) };
  }
}

/** Lets a replay judge a piece of the walk, event by event. */
export async function judgePiece(
  replay: Replay,
  piece: Piece,
  isFirst: boolean,
  breathe: () => Promise<void>,
): Promise<void> {
  if (isFirst) replay.begin(piece.subject);
  replay.watch(piece.events);
  await replay.judge(piece.events, breathe);
  if (piece.isLast) replay.end();
}

/** The alerts of a process and the day of the earliest event in each. */
function openings(groups: AlertGroups): readonly { readonly rule: string; readonly openedAt: string }[] {
  return groups.touched.map(({ rule, firstAt }) => ({
    rule,
    openedAt: new Date(firstAt).toISOString().slice(0, 10),
  }));
}

/** As the engine reads it for bindings and parameters. */
function unitOf({ body }: LogEvent): string {
  // Validated when it was accepted.
  const { data } = JSON.parse(body) as { readonly data?: { readonly actor?: { readonly unitId?: unknown } } };
  const unit = data?.actor?.unitId;
  return typeof unit === "string" ? unit : "";
}
