import type { EventType, JsonObject } from "@probity/contracts";
import { column } from "../log/index.ts";
import type { LogEvent } from "../score/index.ts";
import type { Transaction } from "../store/index.ts";
import { decayed } from "./decay.ts";
import * as sql from "./statements.ts";
import { type Touched, touchedBy } from "./touched.ts";

/** An event whose score goes to those whom it names. */
export interface SharedEvent {
  readonly event: LogEvent;
  readonly data: JsonObject;
  readonly type: EventType | undefined;
  /** In tenths. */
  readonly score: number;
}

interface Sum extends Touched {
  value: number;
  asOf: number;
  hits: number;
  readonly place: number;
}

/** Adds the scores of a batch to those whom its events name: in closed form, whatever the order of the events. */
export async function addShares(transaction: Transaction, shared: readonly SharedEvent[]): Promise<void> {
  const counting = await withoutCorrected(transaction, shared);
  if (counting.length === 0) return;
  const halfLife = await halfLifeOf(transaction);
  const sums = new Map<string, Sum>();
  const hits = counting.flatMap(({ event, data, type, score }) =>
    touchedBy(type, data).map((one) => {
      const sum = addTo(sums, one, { at: event.time.getTime(), score, halfLife });
      return { position: event.position, place: sum.place, at: event.time.toISOString(), score };
    }),
  );
  if (hits.length === 0) return;
  const rows = [...sums.values()];
  await transaction.run(sql.addHits, [
    column(rows, ({ kind }) => kind),
    column(rows, ({ key }) => key),
    column(rows, ({ value }) => value),
    column(rows, ({ asOf }) => new Date(asOf).toISOString()),
    column(rows, (row) => row.hits),
    column(hits, ({ position }) => position),
    column(hits, ({ place }) => place),
    column(hits, ({ at }) => at),
    column(hits, ({ score }) => score),
    halfLife,
  ]);
}

/** Takes the shares of the events at these places back and makes the sums that they were in again. */
export async function takeBack(transaction: Transaction, positions: readonly number[]): Promise<void> {
  if (positions.length === 0) return;
  const rows = await transaction.run<{ entity: number }>(sql.removeHits, [positions]);
  if (rows.length === 0) return;
  const entities = rows.map(({ entity }) => entity);
  await transaction.run(sql.recompute, [entities, await halfLifeOf(transaction)]);
  await transaction.run(sql.dropEmpty, [entities]);
}

async function withoutCorrected(
  transaction: Transaction,
  shared: readonly SharedEvent[],
): Promise<readonly SharedEvent[]> {
  if (shared.length === 0) return [];
  const rows = await transaction.run<{ source: string; id: string }>(sql.correctedEvents, [
    column(shared, ({ event }) => event.source),
    column(shared, ({ event }) => event.id),
  ]);
  const gone = new Set(rows.map(({ source, id }) => `${source}\n${id}`));
  return shared.filter(({ event }) => !gone.has(`${event.source}\n${event.id}`));
}

async function halfLifeOf(transaction: Transaction): Promise<number> {
  const [row] = await transaction.run<{ half_life: number }>(sql.currentCalibration, [0]);
  if (row === undefined) throw new Error("the database has no setting of scores");
  return row.half_life;
}

interface Share {
  readonly at: number;
  readonly score: number;
  readonly halfLife: number;
}

function addTo(sums: Map<string, Sum>, { kind, key }: Touched, { at, score, halfLife }: Share): Sum {
  const name = `${kind}\n${key}`;
  const sum = sums.get(name) ?? { kind, key, value: 0, asOf: at, hits: 0, place: sums.size + 1 };
  const asOf = Math.max(sum.asOf, at);
  sum.value = decayed(sum.value, asOf - sum.asOf, halfLife) + decayed(score / 10, asOf - at, halfLife);
  sum.asOf = asOf;
  sum.hits += 1;
  sums.set(name, sum);
  return sum;
}
