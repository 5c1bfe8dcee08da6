import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";

/** A signed-in person. `csrf` must come back with every form. */
export interface Session {
  readonly person: string;
  readonly csrf: string;
}

const lifetimeMs = 8 * 3_600_000;

/** Sessions; only a hash of the cookie's value is stored. */
export class SessionStore {
  readonly #database: DatabaseSync;
  readonly #random: () => string;

  constructor(database: DatabaseSync, random: () => string) {
    this.#database = database;
    this.#random = random;
  }

  /** Starts a session and returns the value of its cookie. */
  start(person: string, now: number): string {
    const id = this.#random();
    this.#database.prepare("DELETE FROM session WHERE expires_at < ?").run(now);
    this.#database
      .prepare("INSERT INTO session VALUES (?, ?, ?, ?)")
      .run(hash(id), person, this.#random(), now + lifetimeMs);
    return id;
  }

  find(id: string, now: number): Session | undefined {
    const row = this.#database
      .prepare("SELECT person, csrf FROM session WHERE id_hash = ? AND expires_at >= ?")
      .get(hash(id), now);
    return row === undefined ? undefined : { person: String(row["person"]), csrf: String(row["csrf"]) };
  }

  end(id: string): void {
    this.#database.prepare("DELETE FROM session WHERE id_hash = ?").run(hash(id));
  }
}

function hash(id: string): string {
  return createHash("sha256").update(id).digest("hex");
}
