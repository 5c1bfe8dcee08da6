import type { DatabaseSync, SQLOutputValue } from "node:sqlite";

/** An act that was done, as the app's own history shows it. */
export interface DoneAct {
  readonly processId: string;
  readonly act: string;
  readonly actor: string;
  readonly secondApprover?: string | undefined;
  /** Outcome of the pre-check that it followed. */
  readonly outcome?: string | undefined;
  readonly justification?: string | undefined;
  readonly at: number;
}

/** History of acts, and the drafts that people have open. */
export class ActStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  add(act: DoneAct): void {
    this.#database
      .prepare(
        "INSERT INTO act (process_id, act, actor, second_approver, outcome, justification, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
      )
      .run(
        act.processId,
        act.act,
        act.actor,
        act.secondApprover ?? null,
        act.outcome ?? null,
        act.justification ?? null,
        act.at,
      );
  }

  of(processId: string): readonly DoneAct[] {
    return this.#database
      .prepare("SELECT * FROM act WHERE process_id = ? ORDER BY id")
      .all(processId)
      .map(actOf);
  }

  /** When this person opened the form of this act; kept until the act is done, so that its draft stays the same. */
  openDraft(processId: string, act: string, person: string, now: number): number {
    this.#database
      .prepare(
        "INSERT INTO draft (process_id, act, person, opened_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
      )
      .run(processId, act, person, now);
    const row = this.#database
      .prepare("SELECT opened_at FROM draft WHERE process_id = ? AND act = ? AND person = ?")
      .get(processId, act, person);
    return Number(row?.["opened_at"] ?? now);
  }

  /** Token of the last check of this draft, when there was one. */
  checkOf(processId: string, act: string, person: string): string | undefined {
    const row = this.#database
      .prepare("SELECT token FROM draft WHERE process_id = ? AND act = ? AND person = ?")
      .get(processId, act, person);
    return typeof row?.["token"] === "string" ? row["token"] : undefined;
  }

  keepCheck(processId: string, act: string, person: string, token: string): void {
    this.#database
      .prepare("UPDATE draft SET token = ? WHERE process_id = ? AND act = ? AND person = ?")
      .run(token, processId, act, person);
  }

  closeDrafts(processId: string, act: string): void {
    this.#database.prepare("DELETE FROM draft WHERE process_id = ? AND act = ?").run(processId, act);
  }
}

function actOf(row: Readonly<Record<string, SQLOutputValue>>): DoneAct {
  const text = (name: string): string | undefined => (row[name] === null ? undefined : String(row[name]));
  return {
    processId: String(row["process_id"]),
    act: String(row["act"]),
    actor: String(row["actor"]),
    secondApprover: text("second_approver"),
    outcome: text("outcome"),
    justification: text("justification"),
    at: Number(row["at"]),
  };
}
