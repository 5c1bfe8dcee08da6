import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { at } from "../../support/json.ts";
import { type Postgres, startPostgres } from "../../support/postgres.ts";
import { number } from "../../support/table.ts";
import { checkLoader } from "./check-loader.ts";
import { fingerprint } from "./fingerprint.ts";
import { type HistorySpec, prepareHistory } from "./prepare.ts";

/** A copy of a prepared history that a run may change. */
export interface History {
  readonly spec: HistorySpec;
  /** Of the server: its data directory is `data` in it. */
  readonly directory: string;
  /** Absent for the embedded database. */
  readonly databaseUrl: string | undefined;
  readonly postgres: Postgres | undefined;
  readonly key: string;
  /** What the check of the loader found wrong, when it was made now. */
  readonly wrong: string | undefined;
  /** Throws the copy away; the prepared one stays. */
  close(): Promise<void>;
}

const databaseName = "history";

/** Written last: without it a directory is a preparation that broke off. */
const readyFile = "ready.json";

const readKey = (directory: string): string | undefined => {
  const file = join(directory, readyFile);
  return existsSync(file) ? String(at(JSON.parse(readFileSync(file, "utf8")), "key")) : undefined;
};

const ask = async <Row extends object>(url: string, statement: string): Promise<readonly Row[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
};

/** Copies of runs that were broken off. */
const dropCopies = async (postgres: Postgres): Promise<void> => {
  const copies = "select datname as name from pg_database where datname ~ '^b[0-9a-f]{32}$'";
  for (const { name } of await ask<{ name: string }>(postgres.urlOf("postgres"), copies))
    await postgres.dropDatabase(postgres.urlOf(name));
};

const sizeText = async (url: string): Promise<string> => {
  const [row] = await ask<{ mb: number }>(
    url,
    "select pg_database_size(current_database()) / 1e6::float8 as mb",
  );
  return `${number(row?.mb ?? Number.NaN)} MB`;
};

interface Prepared {
  readonly key: string;
  readonly wrong: string | undefined;
}

const prepareOnPostgres = async (
  place: string,
  postgres: Postgres,
  spec: HistorySpec,
  say: (what: string) => void,
): Promise<Prepared> => {
  say("the loader and the real server write the same 300 events");
  const wrong = await checkLoader(join(place, "check"), () => postgres.newDatabase());
  await dropCopies(postgres);
  const empty = await postgres.newDatabase();
  const rename = `alter database "${new URL(empty).pathname.slice(1)}" rename to ${databaseName}`;
  await ask(postgres.urlOf("postgres"), rename);
  const url = postgres.urlOf(databaseName);
  return { key: await prepareHistory(join(place, "server"), url, spec, say), wrong };
};

/** Finds a prepared history in the cache, or makes it, with `fresh` in any case; gives a copy of it. */
export const openHistory = async (
  cache: string,
  spec: HistorySpec,
  say: (what: string) => void,
  fresh: boolean,
): Promise<History> => {
  const place = join(cache, `${spec.engine}-${spec.events}-${fingerprint(spec)}`);
  const ready = fresh ? undefined : readKey(place);
  if (ready === undefined) rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const postgres =
    spec.engine === "postgres" ? await startPostgres({ directory: join(place, "pg") }) : undefined;
  const directory = mkdtempSync(join(tmpdir(), "probity-server-"));
  try {
    const prepared =
      ready !== undefined
        ? { key: ready, wrong: undefined }
        : postgres === undefined
          ? { key: await prepareHistory(join(place, "server"), undefined, spec, say), wrong: undefined }
          : await prepareOnPostgres(place, postgres, spec, say);
    if (ready === undefined && prepared.wrong === undefined)
      writeFileSync(join(place, readyFile), JSON.stringify({ ...spec, key: prepared.key }));
    if (postgres !== undefined) await dropCopies(postgres);
    say("a copy for this run");
    cpSync(join(place, "server"), directory, { recursive: true });
    const databaseUrl = await postgres?.newDatabase(databaseName);
    if (databaseUrl !== undefined) say(`its database has ${await sizeText(databaseUrl)}`);
    const close = async (): Promise<void> => {
      if (databaseUrl !== undefined) await postgres?.dropDatabase(databaseUrl);
      await postgres?.stop();
      rmSync(directory, { recursive: true, force: true });
    };
    return { spec, directory, databaseUrl, postgres, ...prepared, close };
  } catch (error) {
    await postgres?.stop();
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
};
