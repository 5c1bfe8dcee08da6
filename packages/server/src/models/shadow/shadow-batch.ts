import type { Bundle, Finding, Model } from "@probity/contracts";
import type { Evaluator } from "@probity/engine";
import { column } from "../../log/index.ts";
import type { AskedFeatures, FeatureBatch, JudgedEvent } from "../../features/index.ts";
import {
  type EventScore,
  judgeEvent,
  type LogEvent,
  prepareEvent,
  type PreparedEvent,
} from "../../score/index.ts";
import type { Transaction } from "../../store/index.ts";
import { compareHits, type ComparedHit } from "../compare-hits.ts";
import * as sql from "./statements.ts";

/** One version in shadow, at one source. */
export interface ShadowAt {
  readonly id: string;
  readonly digest: string;
  /** Events behind this position are judged. */
  readonly from: number;
  readonly model: Model;
  /** Undefined where it cannot be made ready for this source: its events are counted as failed. */
  readonly evaluator: Evaluator | undefined;
}

/** One stay of a version in shadow: the same text may leave it and come back. */
export type Stay = Pick<ShadowAt, "id" | "digest" | "from">;

interface DayRow extends Stay {
  readonly source: string;
  readonly rule: string;
  readonly day: string;
  hit: number;
  clear: number;
  not_applicable: number;
  indeterminate: number;
  kept: number;
  new: number;
  lost: number;
  failed: number;
}

interface HitRow extends ComparedHit, Stay {
  readonly position: number;
}

const stayOf = ({ id, digest, from }: Stay): string => `${id} ${digest} ${from}`;

/** What versions in shadow find in one batch of the scorer. It opens no alert and changes no result (ML-1). */
export class ShadowBatch {
  readonly #shadows: ReadonlyMap<string, readonly ShadowAt[]>;
  readonly #stays: ReadonlySet<string>;
  readonly #onError: (error: unknown) => void;
  readonly #days = new Map<string, DayRow>();
  readonly #hits: HitRow[] = [];
  /** By the digest of a version and the position of an event. */
  readonly #asked = new Map<string, AskedFeatures>();
  #last = 0;

  /** `stays` are all that this batch judges for; `shadows` are those of each source. */
  constructor(
    stays: readonly Stay[],
    shadows: ReadonlyMap<string, readonly ShadowAt[]>,
    onError: (error: unknown) => void,
  ) {
    this.#stays = new Set(stays.map(stayOf));
    this.#shadows = shadows;
    this.#onError = onError;
  }

  /** What the versions are judged by. */
  get bundles(): readonly Bundle[] {
    return [...this.#shadows.values()].flatMap((list) =>
      list.flatMap(({ evaluator }) => evaluator?.bundle ?? []),
    );
  }

  /** Asks for what the versions need to know about an event; before {@link judge}. */
  ask({ event }: PreparedEvent, judged: JudgedEvent | undefined, features: FeatureBatch): void {
    if (judged === undefined) return;
    for (const { from, digest, evaluator } of this.#shadows.get(event.source) ?? []) {
      if (event.position <= from || evaluator === undefined) continue;
      const asked = features.ask(evaluator, judged);
      if (asked !== undefined) this.#asked.set(`${digest} ${event.position}`, asked);
    }
  }

  /** Judges an event as the scorer did, with the record before it and its score. Never throws (AL-4). */
  judge(prepared: PreparedEvent, score: EventScore, features: FeatureBatch): void {
    const { event } = prepared;
    this.#last = event.position;
    for (const shadow of this.#shadows.get(event.source) ?? []) {
      if (event.position <= shadow.from) continue;
      try {
        this.#judge(shadow, prepared, score, features);
      } catch (error) {
        this.#onError(error);
        this.#day(shadow, event, "").failed += 1;
      }
    }
  }

  /**
   * Stores it in the scorer's transaction, for the stays that have not ended meanwhile. A stay that began too late for this
   * batch counts from behind it. What the database refuses is left out: scoring must not stop (AL-4).
   */
  async save(transaction: Transaction): Promise<void> {
    if (this.#last === 0) return;
    const held = await transaction.run<Stay>(sql.holdShadows, []);
    const late = held.filter((stay) => stay.from < this.#last && !this.#stays.has(stayOf(stay)));
    for (const { id, digest } of late)
      // oxlint-disable-next-line no-await-in-loop -- one connection, and rarely one
      await transaction.run(sql.beginLater, [id, digest, this.#last]);
    if (this.#days.size === 0) return;
    const open = new Set(held.map(stayOf));
    await transaction.run({ name: "shadow-savepoint", text: "savepoint shadow" }, []);
    try {
      await this.#save(transaction, open);
      await transaction.run({ name: "shadow-release", text: "release savepoint shadow" }, []);
    } catch (error) {
      // Throws by itself when the connection is gone.
      await transaction.run({ name: "shadow-undo", text: "rollback to savepoint shadow" }, []);
      this.#onError(error);
    }
  }

  #judge(shadow: ShadowAt, prepared: PreparedEvent, score: EventScore, features: FeatureBatch): void {
    const { id, digest, from, model, evaluator } = shadow;
    const { event } = prepared;
    const inForce = score.findings.filter(({ rule }) => rule.startsWith(`${id}-`));
    const isAsked = model.rules.some(({ at }) => at.includes(event.type));
    if (!isAsked && inForce.length === 0) return;
    if (evaluator === undefined) {
      this.#day(shadow, event, "").failed += 1;
      return;
    }
    const values = features.values(this.#asked.get(`${digest} ${event.position}`));
    // What no bundle in force could be asked about, this one can.
    const own =
      prepared.failure === undefined ? prepared : prepareEvent(event, { evaluator }, prepared.before);
    const candidate: readonly Finding[] = isAsked ? judgeEvent(own, { evaluator }, values).findings : [];
    for (const { rule, result } of candidate) this.#day(shadow, event, rule)[result] += 1;
    for (const hit of compareHits(candidate, inForce)) {
      this.#day(shadow, event, hit.finding.rule)[hit.comparison] += 1;
      this.#hits.push({ ...hit, id, digest, from, position: event.position });
    }
  }

  #day({ id, digest, from }: ShadowAt, { source, time }: LogEvent, rule: string): DayRow {
    const day = time.toISOString().slice(0, 10);
    const key = [id, digest, source, rule, day].join("\n");
    const row = this.#days.get(key) ?? { ...zero, id, digest, from, source, rule, day };
    this.#days.set(key, row);
    return row;
  }

  async #save(transaction: Transaction, open: ReadonlySet<string>): Promise<void> {
    const days = [...this.#days.values()].filter((row) => open.has(stayOf(row)));
    const hits = this.#hits.filter((row) => open.has(stayOf(row)));
    if (days.length > 0) await saveDays(transaction, days);
    if (hits.length > 0) await saveHits(transaction, hits);
  }
}

const zero = {
  hit: 0,
  clear: 0,
  not_applicable: 0,
  indeterminate: 0,
  kept: 0,
  new: 0,
  lost: 0,
  failed: 0,
} as const;

async function saveDays(transaction: Transaction, rows: readonly DayRow[]): Promise<void> {
  await transaction.run(sql.addDays, [
    column(rows, ({ id }) => id),
    column(rows, ({ digest }) => digest),
    column(rows, ({ source }) => source),
    column(rows, ({ rule }) => rule),
    column(rows, ({ day }) => day),
    column(rows, ({ hit }) => hit),
    column(rows, ({ clear }) => clear),
    column(rows, (row) => row.not_applicable),
    column(rows, ({ indeterminate }) => indeterminate),
    column(rows, ({ kept }) => kept),
    column(rows, (row) => row.new),
    column(rows, ({ lost }) => lost),
    column(rows, ({ failed }) => failed),
  ]);
}

async function saveHits(transaction: Transaction, rows: readonly HitRow[]): Promise<void> {
  await transaction.run(sql.saveFindings, [
    column(rows, ({ id }) => id),
    column(rows, ({ digest }) => digest),
    column(rows, ({ position }) => position),
    column(rows, ({ finding }) => finding.binding),
    column(rows, ({ finding }) => finding.rule),
    column(rows, ({ comparison }) => comparison),
    column(rows, ({ finding }) => JSON.stringify(finding)),
  ]);
}
