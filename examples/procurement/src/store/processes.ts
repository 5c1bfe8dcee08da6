import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import type { JsonObject, LocalizedText } from "@probity/contracts";
import { mergeRecord } from "@probity/engine";

/** How far a tendered purchase has come. */
export const stages = ["draft", "published", "opened", "evaluated", "awarded", "contracted", "paid"] as const;

/** The same of a small purchase, which is bought on quotations. */
export const smallStages = ["draft", "quoted"] as const;

/** One of {@link stages} or of {@link smallStages}. */
export type Stage = (typeof stages)[number] | (typeof smallStages)[number];

/** One purchase from tender to payment. */
export interface Process {
  /** The OCDS id of the contracting process; the events' `subject`. */
  readonly id: string;
  readonly title: LocalizedText;
  /** What this prepared tender shows, or undefined for one that a person made. */
  readonly demo?: string | undefined;
  readonly stage: Stage;
  /** Merge of the data of every event emitted for it. */
  readonly record: JsonObject;
}

/** The purchases and their compiled records. */
export class ProcessStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  list(): readonly Process[] {
    return this.#database.prepare("SELECT * FROM process ORDER BY created_at, id").all().map(processOf);
  }

  find(id: string): Process | undefined {
    const row = this.#database.prepare("SELECT * FROM process WHERE id = ?").get(id);
    return row === undefined ? undefined : processOf(row);
  }

  insert(process: Process, now: number): void {
    this.#database
      .prepare(
        "INSERT INTO process (id, title_zh, title_en, demo, stage, record, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
      )
      .run(
        process.id,
        process.title["zh-CN"],
        process.title.en,
        process.demo ?? null,
        process.stage,
        JSON.stringify(process.record),
        now,
      );
  }

  /** Merges the data of an event into the record. */
  merge(id: string, data: JsonObject): void {
    const process = this.find(id);
    if (process === undefined) return;
    const record = JSON.stringify(mergeRecord(process.record, data));
    this.#database.prepare("UPDATE process SET record = ? WHERE id = ?").run(record, id);
  }

  /** Moves on from one of the expected stages; false when somebody else was faster. */
  advance(id: string, from: readonly Stage[], to: Stage): boolean {
    const marks = from.map(() => "?").join(", ");
    const result = this.#database
      .prepare(`UPDATE process SET stage = ? WHERE id = ? AND stage IN (${marks})`)
      .run(to, id, ...from);
    return result.changes === 1;
  }

  count(): number {
    return Number(this.#database.prepare("SELECT count(*) AS n FROM process").get()?.["n"] ?? 0);
  }
}

function processOf(row: Readonly<Record<string, SQLOutputValue>>): Process {
  return {
    id: String(row["id"]),
    title: { "zh-CN": String(row["title_zh"]), en: String(row["title_en"]) },
    demo: row["demo"] === null ? undefined : String(row["demo"]),
    // Only advance() and insert() write these columns.
    stage: String(row["stage"]) as Stage,
    record: JSON.parse(String(row["record"])) as JsonObject,
  };
}
