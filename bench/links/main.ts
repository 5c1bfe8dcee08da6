import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import {
  createLinks,
  createSqlLinks,
  type EntityRef,
  type Links,
  openStore,
  type OwnersQuery,
  type PathQuery,
} from "@probity/server";
import { quantile } from "../engine/statistics.ts";
import { machineText, readMachine } from "../support/machine.ts";
import { runProgram } from "../support/program.ts";
import { startPostgres } from "../support/postgres.ts";
import { number, table } from "../support/table.ts";
import { help, type Options, readOptions } from "./options.ts";
import { fillRegister, nodesOf, seeded } from "./register.ts";

const owners: OwnersQuery = { at: Date.now(), kinds: ["shareholder"], depth: 4, minShare: 0.05 };
const paths: PathQuery = { at: Date.now(), kinds: ["shareholder"], depth: 5, minShare: 0.05 };

type Opened = Awaited<ReturnType<typeof openStore>>;

interface Timed {
  readonly answers: readonly unknown[];
  readonly micros: Float64Array;
}

const timed = async (count: number, ask: (index: number) => unknown): Promise<Timed> => {
  const answers: unknown[] = [];
  const micros = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const started = performance.now();
    const answer = ask(index);
    answers.push(answer instanceof Promise ? await answer : answer);
    micros[index] = (performance.now() - started) * 1000;
  }
  return { answers, micros: micros.toSorted() };
};

const line = (name: string, { micros }: Timed): readonly string[] => [
  name,
  number(micros.length),
  number(quantile(micros, 0.5), 1),
  number(quantile(micros, 0.99), 1),
  number(micros.at(-1) ?? Number.NaN, 1),
];

const statuses = ({ answers }: Timed): string => {
  const counts = new Map<string, number>();
  for (const answer of answers) {
    const status =
      typeof answer === "object" && answer !== null ? String(Reflect.get(answer, "status")) : "?";
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return [...counts].map(([status, count]) => `${status} ${count}`).join(", ");
};

/** Adds one relation and asks for the graph with it. */
const refresh = async (store: Opened, links: Links): Promise<number> => {
  await store.pool.query(`with head as (update link_head set revision = revision + 1 returning revision)
    insert into link_relation (from_id, to_id, kind, share, confidence, source, position, recorded_at, revision)
    select 1, 2, 'controls', null, 100, 'register', 2, now(), revision from head`);
  const started = performance.now();
  await links.graph();
  return performance.now() - started;
};

const measure = async (store: Opened, { edges, questions }: Options): Promise<number> => {
  const started = performance.now();
  const links = createLinks(store);
  const graph = await links.graph();
  const loaded = performance.now() - started;
  console.log(
    `${number(graph.relations)} edges between ${number(nodesOf(edges))} firms: loaded from the database and indexed in ${number(loaded)} ms, arrays ${number(graph.bytes / 1e6, 1)} MB, process ${number(process.memoryUsage().rss / 1e6)} MB\n`,
  );
  const next = seeded(2);
  const firm = (): EntityRef => ({
    kind: "organisation",
    key: `org-${1 + Math.floor(nodesOf(edges) * next())}`,
  });
  const lists = Array.from({ length: questions }, () => Array.from({ length: 9 }, firm));
  const pairs = Array.from({ length: questions }, () => [firm(), firm()] as const);
  const sql = createSqlLinks(store);
  const few = Math.max(10, Math.floor(questions / 10));
  const askOwners = (index: number): unknown => graph.commonOwners(lists[index] ?? [], owners);
  const askPath = (index: number): unknown => {
    const [from, to] = pairs[index] ?? [firm(), firm()];
    return graph.path(from, to, paths);
  };
  // Compiled code first, as in a server that runs.
  await timed(questions, askOwners);
  await timed(Math.min(questions, 200), askPath);
  const memoryOwners = await timed(questions, askOwners);
  const memoryPaths = await timed(questions, askPath);
  const sqlOwners = await timed(few, (index) => sql.commonOwners(lists[index] ?? [], owners));
  const sqlPaths = await timed(few, (index) => {
    const [from, to] = pairs[index] ?? [firm(), firm()];
    return sql.path(from, to, paths);
  });
  console.log(
    table(
      ["microseconds", "asked", "p50", "p99", "most"],
      [
        line("common owners of 9, depth 4, memory", memoryOwners),
        line("common owners of 9, depth 4, SQL", sqlOwners),
        line("path of depth 5, memory", memoryPaths),
        line("path of depth 5, SQL", sqlPaths),
      ],
    ),
  );
  const refreshed = await refresh(store, links);
  console.log(`\none relation more is seen after ${number(refreshed, 1)} ms`);
  console.log(`owners: ${statuses(memoryOwners)}; paths: ${statuses(memoryPaths)}`);
  const same =
    isDeepStrictEqual(memoryOwners.answers.slice(0, few), sqlOwners.answers) &&
    isDeepStrictEqual(memoryPaths.answers.slice(0, few), sqlPaths.answers);
  console.log(same ? `equal in ${few} questions of each kind` : "bench:links: memory and SQL differ");
  return same ? 0 : 1;
};

const run = async (options: Options): Promise<number> => {
  console.log(`${machineText(readMachine(new Date()))}\n`);
  const directory = mkdtempSync(join(tmpdir(), "probity-links-"));
  const postgres = await startPostgres();
  try {
    const store = await openStore({
      dataDir: directory,
      databaseUrl: await postgres.newDatabase(),
      databasePoolSize: 2,
    });
    try {
      await fillRegister(store.pool, options.edges);
      return await measure(store, options);
    } finally {
      await store.close();
    }
  } finally {
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  }
};

await runProgram({ help, readOptions, run, broken: "bench:links: it broke; see above" });
