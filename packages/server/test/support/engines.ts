import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, inject } from "vitest";
import { isLongRun } from "../../../../scripts/long-tests.ts";
import { defaultConfig, type ServerConfig } from "../../src/index.ts";
import { copyPgliteTemplate } from "./pglite-template.ts";
import { databaseName, type Postgres, startPostgres } from "./postgres.ts";

/** A database engine under test. */
export interface Engine {
  readonly name: "pglite" | "postgres";
  /** Configuration of a server with a database and data directory of its own, on any free port, silent. */
  newConfig(): Promise<ServerConfig>;
  /** PostgreSQL only: undefined where it does not start. */
  readonly postgres?: Databases | undefined;
}

/** Where databases come from. */
type Databases = Pick<Postgres, "newDatabase" | "dropDatabase">;

/** A PostgreSQL that one suite has for itself, to stop and resume it. Its databases are empty, not migrated. */
export interface OwnPostgres extends Engine {
  readonly postgres?: Postgres | undefined;
}

/**
 * Runs the same suite on the embedded database and on a real PostgreSQL. Where PostgreSQL cannot be started its half is
 * skipped, saying why.
 */
export function describeEngines(title: string, suite: (engine: Engine) => void): void {
  describePglite(title, suite);
  describePostgres(title, suite);
}

/**
 * A suite of what people do at screens, which the browser tests walk through on the embedded database: on PostgreSQL, and in a
 * long run on both. The embedded database takes three times as much of a core.
 */
export function describeUsualEngine(title: string, suite: (engine: Engine) => void): void {
  if (isLongRun) describePglite(title, suite);
  describePostgres(title, suite);
}

/** The half of {@link describeEngines} on the embedded database alone. */
export function describePglite(title: string, suite: (engine: Engine) => void): void {
  describe(`${title} (pglite)`, () => {
    suite(directories("pglite", () => Promise.resolve(undefined)));
  });
}

/** The PostgreSQL half of {@link describeEngines} alone. All suites of a run share one PostgreSQL. */
export function describePostgres(title: string, suite: (engine: Engine) => void): void {
  describe(`${title} (postgres)`, () => {
    suite(postgresEngine(reachShared));
  });
}

/** A suite on a PostgreSQL of its own. */
export function describeOwnPostgres(title: string, suite: (engine: OwnPostgres) => void): void {
  describe(`${title} (postgres)`, () => {
    const running: Postgres[] = [];
    afterAll(async () => {
      for (const postgres of running) await postgres.stop();
    });
    suite(
      postgresEngine(async () => {
        const postgres = await startPostgres();
        running.push(postgres);
        return postgres;
      }),
    );
  });
}

function postgresEngine<Found extends Databases>(
  find: () => Promise<Found>,
): Engine & { readonly postgres?: Found | undefined } {
  let found: Found | undefined;
  let failure: unknown;
  const made: string[] = [];
  beforeAll(async () => {
    try {
      found = await find();
    } catch (error) {
      failure = error;
    }
  });
  beforeEach((context) => {
    context.skip(found === undefined, `PostgreSQL does not start here: ${String(failure)}`);
  });
  afterAll(async () => {
    for (const url of made) await found?.dropDatabase(databaseName(url));
  });
  const engine = directories("postgres", async () => {
    const url = await found?.newDatabase();
    if (url !== undefined) made.push(url);
    return url;
  });
  return {
    ...engine,
    get postgres() {
      return found;
    },
  };
}

async function reachShared(): Promise<Databases> {
  const url = inject("sharedPostgres");
  const ask = async (method: string, path = ""): Promise<string> => {
    const answer = await fetch(`${url}/${path}`, { method });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    return text;
  };
  await ask("GET");
  return {
    newDatabase: () => ask("POST"),
    dropDatabase: async (name) => void (await ask("DELETE", name)),
  };
}

function directories(name: Engine["name"], newUrl: () => Promise<string | undefined>): Engine {
  const made: string[] = [];
  afterAll(() => {
    for (const directory of made) rmSync(directory, { recursive: true, force: true });
  });
  return {
    name,
    newConfig: async () => {
      const dataDir = mkdtempSync(join(tmpdir(), "probity-data-"));
      made.push(dataDir);
      const databaseUrl = await newUrl();
      if (name === "pglite") await copyPgliteTemplate(dataDir);
      return { ...defaultConfig, dataDir, databaseUrl, port: 0, logLevel: "silent" };
    },
  };
}
