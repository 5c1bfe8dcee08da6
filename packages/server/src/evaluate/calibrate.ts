import {
  type Durability,
  ownSource,
  type ProvableLog,
  type ServerEvent,
  loggingTransaction,
} from "../log/index.ts";
import { systemId } from "../people/index.ts";
import { sha256Hex } from "../sha256.ts";
import type { Statement, Store, Transaction } from "../store/index.ts";
import type { CalibratedRule } from "./current-calibration.ts";
import { labelSums } from "./label-sums.ts";
import { proposeDemotions, type FloorOptions } from "./demotion.ts";

/** What {@link calibrate} works with. */
export interface CalibrationOptions extends FloorOptions {
  readonly store: Store;
  readonly log: Pick<ProvableLog, "logServerEvents">;
  readonly durability: Pick<Durability, "rowsChanged">;
  /** Makes the id of an event of a source: nobody else can have used it. */
  readonly idOf: (source: string, eventId: string) => string;
}

/** A calibration without its table. */
export interface CalibrationView {
  readonly version: number;
  readonly madeAt: string;
  readonly madeBy: string;
  readonly labels: number;
  readonly digest: string;
  /** Place in the log behind which events are scored with it; null until the scorer has come there. */
  readonly from: number | null;
}

/** One at a time over all servers. */
const takeTurn: Statement = {
  name: "evaluate-turn",
  text: "select id from score_setting where id = 1 for update",
};

/**
 * Makes a calibration of the labels that there are and logs it, unless they say what the last one says (AL-2); looks which
 * rules are below their floor. Nothing that is being scored changes: the event's place in the log is where it goes into
 * force. Returns the number of the newest calibration, 0 without any label.
 */
export async function calibrate(
  options: CalibrationOptions,
  by: string,
  now: Date,
): Promise<{ readonly version: number; readonly made: boolean }> {
  const { store, log, durability, idOf } = options;
  const { last, made } = await store.transaction((transaction) => make(transaction, options, by, now));
  if (last === undefined) return { version: 0, made };
  // Its table is safe before the log says that it is in force; what was not said before a crash is said now.
  await durability.rowsChanged?.();
  const { version, digest, labels, rules } = last;
  const event: ServerEvent = {
    type: "score.calibration.made",
    id: idOf(ownSource, `calibration-${version}`),
    data: { calibration: { version, digest, rules, labels, by: last.by } },
  };
  await loggingTransaction(store, (transaction) => log.logServerEvents(transaction, ownSource, [event]));
  return { version, made };
}

interface Made {
  readonly version: number;
  readonly digest: string;
  readonly labels: number;
  readonly rules: number;
  readonly by: string;
}

async function make(
  transaction: Transaction,
  options: CalibrationOptions,
  by: string,
  now: Date,
): Promise<{ readonly last: Made | undefined; readonly made: boolean }> {
  await transaction.run(takeTurn, []);
  const rules = await labelSums(transaction);
  await proposeDemotions(transaction, options, rules, now);
  const last = await newest(transaction);
  const body = JSON.stringify(rules.map(rowOf));
  const digest = sha256Hex(body);
  if (rules.length === 0 || last?.digest === digest) return { last, made: false };
  const version = (last?.version ?? 0) + 1;
  const labels = rules.reduce((sum, { closed }) => sum + closed, 0);
  await transaction.db
    .insertInto("calibration")
    .values({ version, made_at: now.toISOString(), made_by: by, labels, digest, body })
    .execute();
  return { last: { version, digest, labels, rules: rules.length, by }, made: true };
}

/** Fields in one order: the digest is of this text. */
const rowOf = ({ rule, version, confirmed, refuted, closed }: CalibratedRule): CalibratedRule => ({
  rule,
  version,
  confirmed,
  refuted,
  closed,
});

async function newest({ db }: Pick<Transaction, "db">): Promise<Made | undefined> {
  const row = await db
    .selectFrom("calibration")
    .selectAll()
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  // Written by make().
  const rules = (JSON.parse(row.body) as readonly unknown[]).length;
  return { version: row.version, digest: row.digest, labels: row.labels, rules, by: row.made_by };
}

const dayMs = 86_400_000;

/** The daily calibration: when there are labels that the last one, made a day ago or more, did not know. */
export async function calibrateDaily(options: CalibrationOptions, now: Date): Promise<boolean> {
  const { db } = options.store;
  const { at } = await db
    .selectFrom("alert_label")
    .select((eb) => eb.fn.max("at").as("at"))
    .executeTakeFirstOrThrow();
  if (at === null) return false;
  const { made } = await db
    .selectFrom("calibration")
    .select((eb) => eb.fn.max("made_at").as("made"))
    .executeTakeFirstOrThrow();
  if (made !== null && (now.getTime() - made.getTime() < dayMs || at <= made)) return false;
  return (await calibrate(options, systemId, now)).made;
}

/** Calibrations, the newest first; at most 200. */
export async function listCalibrations({ db }: Pick<Store, "db">): Promise<readonly CalibrationView[]> {
  const rows = await db
    .selectFrom("calibration as c")
    .leftJoin("calibration_start as s", "s.version", "c.version")
    .select(["c.version", "c.made_at", "c.made_by", "c.labels", "c.digest", "s.position"])
    .orderBy("c.version", "desc")
    .limit(200)
    .execute();
  return rows.map((row) => ({
    version: row.version,
    madeAt: row.made_at.toISOString(),
    madeBy: row.made_by,
    labels: row.labels,
    digest: row.digest,
    from: row.position,
  }));
}
