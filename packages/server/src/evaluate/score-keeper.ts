import { column, ownSource } from "../log/index.ts";
import { type ReadEvent, readEvent } from "../features/index.ts";
import type { EventScore, LogEvent } from "../score/index.ts";
import type { Transaction } from "../store/index.ts";
import type { TypeRegistry } from "../types/index.ts";
import { addShares, type SharedEvent, takeBack } from "./entity-sums.ts";
import { type Calibration, type Calibrations, createCalibrations } from "./current-calibration.ts";
import { noRating, rate, type Rating } from "./noisy-or.ts";
import * as sql from "./statements.ts";

/** An event with its results. */
interface ScoredEvent {
  readonly event: LogEvent;
  readonly score: EventScore;
}

/** An event with its score and by which calibration it was made. */
export interface RatedEvent extends ScoredEvent {
  readonly rating: Rating;
  readonly calibration: number;
}

/** Scores events and whom they name, in the scorer's transaction (AL-1). */
export interface ScoreKeeper {
  /** Scores a batch. `after`: the place in the log before it; what is in force there follows from the log alone. */
  rate(
    transaction: Transaction,
    scored: readonly ScoredEvent[],
    after: number,
  ): Promise<readonly RatedEvent[]>;
  /** Keeps what follows: scores of entities, and that labelled alerts take no later hits. Before alerts are updated. */
  keep(transaction: Transaction, rated: readonly RatedEvent[]): Promise<void>;
}

/** Makes the keeper. */
export function createScoreKeeper({ types }: { readonly types: TypeRegistry }): ScoreKeeper {
  const calibrations = createCalibrations();
  return {
    rate: (transaction, scored, after) => rateBatch(transaction, calibrations, scored, after),
    keep: async (transaction, rated) => {
      await sealLabelled(transaction, rated);
      await keepSums(transaction, types, rated);
    },
  };
}

async function currentAt(
  transaction: Transaction,
  calibrations: Calibrations,
  after: number,
): Promise<Calibration> {
  const [row] = await transaction.run<{ version: number }>(sql.currentCalibration, [after]);
  const found = await calibrations.read(transaction, row?.version ?? 0);
  if (found === undefined) throw new Error(`the calibration ${row?.version ?? 0} is not there`);
  return found;
}

async function rateBatch(
  transaction: Transaction,
  calibrations: Calibrations,
  scored: readonly ScoredEvent[],
  after: number,
): Promise<readonly RatedEvent[]> {
  let current = await currentAt(transaction, calibrations, after);
  const rated: RatedEvent[] = [];
  for (const one of scored) {
    const { event, score } = one;
    const hasHit = score.findings.some(({ result }) => result === "hit");
    const rating = hasHit ? rate(score.findings, (finding) => current.probability(finding)) : noRating;
    rated.push({ ...one, rating, calibration: current.version });
    // oxlint-disable-next-line no-await-in-loop -- one connection, and one event in very many starts a calibration
    current = (await startedBy(transaction, calibrations, event)) ?? current;
  }
  return rated;
}

/** The calibration that an event puts in force; undefined for any other event, and where its sums are not known. */
async function startedBy(
  transaction: Transaction,
  calibrations: Calibrations,
  event: LogEvent,
): Promise<Calibration | undefined> {
  const version = numberIn(own(event, "score.calibration.made"), "calibration", "version");
  const made = version === undefined ? undefined : await calibrations.read(transaction, version);
  if (made !== undefined) await transaction.run(sql.startCalibration, [made.version, event.position]);
  return made;
}

/** What the server itself logged; undefined for events of anybody else. */
const own = (event: LogEvent, type: string): ReadEvent | undefined =>
  event.source === ownSource && event.type === type ? readEvent(event) : undefined;

function fieldIn(read: ReadEvent | undefined, block: string, name: string): unknown {
  const inner = read?.data[block];
  return typeof inner === "object" && inner !== null ? Reflect.get(inner, name) : undefined;
}

function numberIn(read: ReadEvent | undefined, block: string, name: string): number | undefined {
  const value = fieldIn(read, block, name);
  return typeof value === "number" ? value : undefined;
}

async function sealLabelled(transaction: Transaction, rated: readonly RatedEvent[]): Promise<void> {
  const labelled = rated.flatMap(({ event }) => {
    const alert = fieldIn(own(event, "alert.label.recorded"), "label", "alert");
    return typeof alert === "string" ? [{ alert, position: event.position }] : [];
  });
  if (labelled.length === 0) return;
  await transaction.run(sql.sealAlerts, [
    column(labelled, ({ alert }) => alert),
    column(labelled, ({ position }) => position),
  ]);
}

async function keepSums(
  transaction: Transaction,
  types: TypeRegistry,
  rated: readonly RatedEvent[],
): Promise<void> {
  await takeBackCorrected(transaction, rated);
  const shared = rated
    .filter(({ rating }) => rating.score > 0)
    .flatMap(({ event, rating }): readonly SharedEvent[] => {
      const read = readEvent(event);
      if (read === undefined) return [];
      return [
        {
          event,
          data: read.data,
          score: rating.score,
          type: types.find(event.source, event.type)?.definition,
        },
      ];
    });
  await addShares(transaction, shared);
}

/** Notes what a batch corrects and takes its shares back. What comes later than its correction never gets any. */
async function takeBackCorrected(transaction: Transaction, rated: readonly RatedEvent[]): Promise<void> {
  const corrected = rated.flatMap(({ event }) => {
    const id = event.body.includes('"corrects"') ? readEvent(event)?.corrects : undefined;
    return id === undefined ? [] : [{ source: event.source, id, position: event.position }];
  });
  if (corrected.length === 0) return;
  const named = [column(corrected, ({ source }) => source), column(corrected, ({ id }) => id)];
  await transaction.run(sql.saveCorrections, [...named, column(corrected, ({ position }) => position)]);
  const places = await transaction.run<{ position: number }>(sql.correctedPlaces, named);
  await takeBack(
    transaction,
    places.map(({ position }) => position),
  );
}
