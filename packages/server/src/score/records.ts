import type { JsonObject } from "@probity/contracts";
import { column } from "../log/index.ts";
import type { Transaction } from "../store/index.ts";
import type { LogEvent } from "./score-event.ts";
import * as sql from "./statements.ts";

/**
 * Most event text that a record is compiled from. A process that outgrows it has no record any more: rules that read it
 * then answer `indeterminate`, which is better than judging on a part of the truth.
 */
const maxInputBytes = 4 * 1024 * 1024;

interface Entry {
  readonly key: RecordKey;
  /** `null`: outgrown. */
  record: JsonObject | null;
  position: number;
  inputBytes: number;
  changed: boolean;
}

/** Identity of a record. */
export interface RecordKey {
  readonly source: string;
  readonly kind: string;
  readonly subject: string;
}

const slot = ({ source, kind, subject }: RecordKey): string => `${source}\n${kind}\n${subject}`;

/** The records of the processes of one batch: read once, merged in memory, written once. */
export class Records {
  readonly #entries = new Map<string, Entry>();

  /** Empty records of processes that begin. */
  static fresh(keys: readonly RecordKey[]): Records {
    const records = new Records();
    for (const key of keys)
      records.#entries.set(slot(key), { key, record: {}, position: 0, inputBytes: 0, changed: false });
    return records;
  }

  static async load(transaction: Transaction, keys: readonly RecordKey[]): Promise<Records> {
    const records = Records.fresh(keys);
    const wanted = [...records.#entries.values()].map(({ key }) => key);
    if (wanted.length === 0) return records;
    const rows = await transaction.run<RecordKey & { record: string; input_bytes: number }>(sql.findRecords, [
      column(wanted, ({ source }) => source),
      column(wanted, ({ kind }) => kind),
      column(wanted, ({ subject }) => subject),
    ]);
    for (const row of rows) {
      const entry = records.#entries.get(slot(row));
      if (entry === undefined) continue;
      // Written by save() from merged event data.
      entry.record = JSON.parse(row.record) as JsonObject | null;
      entry.inputBytes = row.input_bytes;
    }
    return records;
  }

  /** The record before the next event; `null` when it was outgrown. */
  get(key: RecordKey): JsonObject | null {
    return this.#entries.get(slot(key))?.record ?? null;
  }

  /** Keeps the record with `event` in it, unless that makes it too large. */
  set(key: RecordKey, record: JsonObject | null, event: Pick<LogEvent, "body" | "position">): void {
    const entry = this.#entries.get(slot(key));
    if (entry === undefined) return;
    entry.inputBytes += event.body.length;
    entry.record = entry.inputBytes > maxInputBytes ? null : record;
    entry.position = event.position;
    entry.changed = true;
  }

  async save(transaction: Transaction): Promise<void> {
    const rows = [...this.#entries.values()]
      .filter(({ changed }) => changed)
      .map(({ key, record, position, inputBytes }) => ({
        key,
        position,
        inputBytes,
        text: JSON.stringify(record),
      }));
    if (rows.length === 0) return;
    await transaction.run(sql.saveRecords, [
      column(rows, ({ key }) => key.source),
      column(rows, ({ key }) => key.kind),
      column(rows, ({ key }) => key.subject),
      column(rows, ({ text }) => text),
      column(rows, ({ position }) => position),
      column(rows, ({ inputBytes }) => inputBytes),
    ]);
  }
}
