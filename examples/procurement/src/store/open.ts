import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { schemaSteps } from "./schema.ts";

/** Opens (and brings up to date) the app's database `procurement.sqlite` in a directory that is made if need be. */
export function openDatabase(directory: string): DatabaseSync {
  mkdirSync(directory, { recursive: true });
  const database = new DatabaseSync(join(directory, "procurement.sqlite"), { timeout: 5000 });
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
  const version = Number(database.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);
  if (version > schemaSteps.length) {
    throw new Error(
      `${directory} was written by a newer version of this app (schema ${version}); use that version`,
    );
  }
  for (const [index, step] of schemaSteps.entries()) {
    if (index >= version)
      transaction(database, () => database.exec(`${step} PRAGMA user_version = ${index + 1}`));
  }
  return database;
}

/** Runs `work` in one transaction: all of it or nothing. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}
