import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson } from "@probity/engine";
import { openStore, type Store } from "@probity/server";
import { fillRegister } from "../../links/register.ts";
import { at, listIn } from "../../support/json.ts";
import { type ProbityServer, startProbityServer } from "../../support/probity-server.ts";
import { number } from "../../support/table.ts";
import { makePeerTables } from "../peer/tables.ts";
import { ourBindings, ourModels } from "../rules/rules.ts";
import { actType } from "./act-type.ts";
import { loadActs } from "./load-acts.ts";

/** What a history is made of. */
export interface HistorySpec {
  readonly engine: "postgres" | "pglite";
  readonly events: number;
  readonly edges: number;
  /** Rules on the event alone. */
  readonly rules: number;
}

/** The id of the source that sent every history. */
export const sourceId = "bench";

/** Models come into a database with the server's own package; these come in beside them, and are taken over at its start. */
const storeRules = async (store: Store, spec: HistorySpec): Promise<void> => {
  const models = ourModels(spec);
  for (const model of models)
    await store.pool.query("insert into model (id, version, body, created_at) values ($1, $2, $3, now())", [
      model.id,
      model.version,
      // A model is JSON.
      canonicalJson(JSON.parse(JSON.stringify(model))),
    ]);
  await store.pool.query(
    "insert into binding_set (source, version, body, created_at) values ($1, 1, $2, now())",
    [sourceId, JSON.stringify(ourBindings(models, sourceId))],
  );
};

const fill = async (store: Store, spec: HistorySpec, say: (what: string) => void): Promise<void> => {
  let told = performance.now();
  await loadActs(store, sourceId, spec, (done) => {
    if (performance.now() - told < 10_000) return;
    told = performance.now();
    say(`${number(done)} of ${number(spec.events)} events`);
  });
  say(`${number(spec.edges)} ownership edges`);
  await fillRegister(store.pool, spec.edges);
  await storeRules(store, spec);
  if (spec.engine === "postgres") {
    say("the peer's tables");
    await makePeerTables(store.pool);
  }
  for (const table of ["event", "log", "event_result"]) await store.pool.query(`vacuum (analyze) ${table}`);
};

/** The rules go live when their windows have their members. */
const untilFilled = async (server: ProbityServer, say: (what: string) => void): Promise<void> => {
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- one look after the other
    const windows = listIn(await server.ops("GET", "/ops/windows?counts=false"), "windows");
    const filled = windows.map((window) => Number(at(window, "filled")));
    if (windows.length > 0 && windows.every((window) => at(window, "state") === "ready")) return;
    say(`windows filled to ${filled.join(", ")} %`);
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, 5_000));
  }
};

/**
 * Makes a history in a new database: the real server registers source and type, the acts are loaded, then the server starts
 * again with the rules, takes over what it has to from the history (its journal, its windows), and stops. Gives the key of
 * the source.
 */
export const prepareHistory = async (
  directory: string,
  databaseUrl: string | undefined,
  spec: HistorySpec,
  say: (what: string) => void,
): Promise<string> => {
  mkdirSync(directory, { recursive: true });
  const server = await startProbityServer(directory, databaseUrl);
  try {
    const { key } = await server.addSource(sourceId);
    await server.ops("POST", "/ops/types", actType);
    await server.stop();
    const store = await openStore({ dataDir: join(directory, "data"), databaseUrl, databasePoolSize: 2 });
    try {
      await fill(store, spec, say);
    } finally {
      await store.close();
    }
    say("the server takes it over");
    await server.start();
    await server.scored();
    await untilFilled(server, say);
    await server.stop();
    const filled = await openStore({ dataDir: join(directory, "data"), databaseUrl, databasePoolSize: 2 });
    try {
      // As autovacuum does in its time.
      await filled.pool.query("vacuum (analyze) window_member");
    } finally {
      await filled.close();
    }
    return key;
  } finally {
    await server.kill();
  }
};
