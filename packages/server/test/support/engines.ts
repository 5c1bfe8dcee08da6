import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe } from "vitest";
import { defaultConfig, type ServerConfig } from "../../src/index.ts";
import { copyPgliteTemplate } from "./pglite-template.ts";
import { type Postgres, startPostgres } from "./postgres.ts";

/** A database engine under test. */
export interface Engine {
  readonly name: "pglite" | "postgres";
  /** Configuration of a server with a database and data directory of its own, on any free port, silent. */
  newConfig(): Promise<ServerConfig>;
  /** PostgreSQL only: to stop and resume it. */
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

/** The half of {@link describeEngines} on the embedded database alone. */
export function describePglite(title: string, suite: (engine: Engine) => void): void {
  describe(`${title} (pglite)`, () => {
    suite(directories("pglite", () => Promise.resolve(undefined)));
  });
}

/** The PostgreSQL half of {@link describeEngines} alone. */
export function describePostgres(title: string, suite: (engine: Engine) => void): void {
  describe(`${title} (postgres)`, () => {
    let running: Postgres | undefined;
    let failure: unknown;
    beforeAll(async () => {
      try {
        running = await startPostgres();
      } catch (error) {
        failure = error;
      }
    });
    beforeEach((context) => {
      context.skip(running === undefined, `PostgreSQL does not start here: ${String(failure)}`);
    });
    afterAll(() => running?.stop());
    const engine = directories("postgres", () => running?.newDatabase() ?? Promise.resolve(undefined));
    suite({
      ...engine,
      get postgres() {
        return running;
      },
    });
  });
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
