import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { defaultConfig, openStore } from "@probity/server";
import { at } from "../support/json.ts";
import { startProbityServer } from "../support/probity-server.ts";

/** Figures of one file. */
export interface Measured {
  /** What the file says that it has. */
  readonly rows: number;
  /** Of the server process from the request to the end of the job; with the embedded database in it. */
  readonly cpuMs: number;
  readonly wallMs: number;
  /** The most that the server process had resident, with everything that it is, and what the file added to it. */
  readonly peakMb: number;
  readonly addedMb: number;
  readonly fileMb: number;
  /** How long another reader waited for a page of the list meanwhile. */
  readonly reads: { readonly count: number; readonly p50: number; readonly max: number };
}

const opened = "2026-01-05T01:00:00Z";

/** So many alerts of a few rules and units, and somebody who may export them. */
async function prepare(directory: string, databaseUrl: string | undefined, rows: number): Promise<void> {
  const store = await openStore({ ...defaultConfig, dataDir: join(directory, "data"), databaseUrl });
  try {
    await store.pool.query(
      `insert into access_grant (id, holder, holder_kind, role, from_at, granted_by, granted_at)
       values ($1, 'petra', 'person', 'discipline', $2, 'operator', $2)`,
      [randomUUID(), opened],
    );
    await store.pool.query(
      `insert into alert (id, source, rule, rule_version, group_key, subject, class, level, state, count, first_at, last_at,
         first_position, last_position, name, message, opened_at)
       select 'a-' || n, 'purchasing', 'PROC-TND-00' || n % 9, '1.0.0', 'g-' || n, 'ocds-' || n, 'business', 1 + n % 3, 'open', 1,
         $1::timestamptz + n * interval '1 minute', $1::timestamptz + n * interval '1 minute', n, n,
         '{"zh-CN":"招标公告期限过短","en":"Bid period too short"}',
         '{"zh-CN":"公告期限 ' || n % 20 || ' 天，少于规定的 20 天。","en":"The bid period of ' || n % 20 || ' days is shorter than 20 days."}',
         $1::timestamptz + n * interval '1 minute'
       from generate_series(1, $2::int) n`,
      [opened, rows],
    );
    await store.pool.query(
      `insert into alert_line (alert, position, opened_at, last_at, source, rule, model, class, level, risk, unit, person, party, amount,
         currency, words)
       select id, first_position, opened_at, last_at, source, rule, 'PROC-TND', class, level, first_position % 1000,
         'office-' || first_position % 30, 'official-' || first_position % 900, 'supplier-' || first_position % 5000,
         first_position * 100, 'CNY', subject from alert`,
    );
    await store.pool.query("analyze");
  } finally {
    await store.close();
  }
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

type Call = (path: string, body?: object) => Promise<Response>;

const callerOf =
  (url: string, token: string): Call =>
  async (path, body) => {
    const headers = { authorization: `Bearer ${token}`, "probity-purpose": "bench" };
    const json = { ...headers, "content-type": "application/json" };
    const init =
      body === undefined ? { headers } : { method: "POST", headers: json, body: JSON.stringify(body) };
    const answer = await fetch(`${url}${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${(await answer.text()).slice(0, 500)}`);
    return answer;
  };

/** Asks for a file and waits until it is made, reading a page of the list meanwhile. */
async function makeFile(call: Call, asOf: number, waits: number[]): Promise<unknown> {
  const order = { kind: "alerts", filter: { state: "all" }, asOf, language: "zh-CN" };
  const asked: unknown = await (await call("/console/list-exports", order)).json();
  for (;;) {
    const begun = performance.now();
    await (await call(`/console/alerts?state=all&limit=50&asOf=${asOf}`)).arrayBuffer();
    waits.push(performance.now() - begun);
    const body: unknown = await (await call(`/console/list-exports/${String(at(asked, "id"))}`)).json();
    const state = at(body, "state");
    if (state === "done") return body;
    if (state === "failed") throw new Error(JSON.stringify(body));
    await sleep(1_000);
  }
}

/** Makes one file on one database, after a small one that warms the server up. */
export async function measureExport(
  directory: string,
  databaseUrl: string | undefined,
  rows: number,
): Promise<Measured> {
  await prepare(directory, databaseUrl, rows);
  const server = await startProbityServer(directory, databaseUrl, { caseOpenLevel: 0 });
  try {
    const token = String(at(await server.ops("POST", "/ops/people", { id: "petra" }), "token"));
    const call = callerOf(server.url, token);
    const waits: number[] = [];
    const make = (asOf: number): Promise<unknown> => makeFile(call, asOf, waits);
    await make(Math.ceil(rows / 100));
    waits.length = 0;
    const [cpu, memory, begun] = [server.cpuMs(), server.peakMemoryMb(), performance.now()];
    const done = await make(rows);
    const wallMs = performance.now() - begun;
    const cpuMs = server.cpuMs() - cpu;
    const file = await (await call(`/console/list-exports/${String(at(done, "id"))}/file`)).arrayBuffer();
    const sorted = waits.toSorted((a, b) => a - b);
    const peakMb = server.peakMemoryMb();
    return {
      rows: Number(at(done, "rows")),
      cpuMs: Math.round(cpuMs),
      wallMs: Math.round(wallMs),
      peakMb: Math.round(peakMb),
      addedMb: Math.round(peakMb - memory),
      fileMb: rounded(file.byteLength / 1_000_000),
      reads: {
        count: sorted.length,
        p50: rounded(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN),
        max: rounded(sorted.at(-1) ?? Number.NaN),
      },
    };
  } finally {
    await server.stop();
  }
}
