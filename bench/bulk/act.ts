import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { defaultConfig, openStore } from "@probity/server";
import { at } from "../support/json.ts";
import { startProbityServer } from "../support/probity-server.ts";

/** Figures of one act; wall times in milliseconds. */
export interface Measured {
  readonly cases: number;
  readonly changed: number;
  readonly countMs: number;
  readonly askMs: number;
  readonly rehearseMs: number;
  readonly runMs: number;
  /** Of the server, from the count to the end. */
  readonly cpuMs: number;
  /** How long another reader waited for one case, asked for every 20 ms. */
  readonly reads: {
    readonly count: number;
    readonly p50: number;
    readonly p99: number;
    readonly max: number;
  };
}

/** Ten thousand cases take minutes. */
const tellEveryMs = 10_000;

const opened = "2026-01-05T01:00:00Z";

/** Warned cases of one unit, and who deals with them. */
async function prepare(directory: string, databaseUrl: string | undefined, cases: number): Promise<void> {
  const store = await openStore({ ...defaultConfig, dataDir: join(directory, "data"), databaseUrl });
  const grant = (holder: string, role: string): Promise<unknown> =>
    store.pool.query(
      `insert into access_grant (id, holder, holder_kind, role, from_at, granted_by, granted_at)
       values ($1, $2, 'person', $3, $4, 'operator', $4)`,
      [randomUUID(), holder, role, opened],
    );
  try {
    await grant("dina", "dispatcher");
    await grant("hanna", "handler");
    await store.pool.query(
      `insert into case_file (id, origin, title, level, unit, opened_at, opened_by, root)
       select 'c-' || lpad(n::text, 6, '0'), 'hand', 'Case ' || n, 2, 'office', $1, 'dina', 'c-' || lpad(n::text, 6, '0')
       from generate_series(1, $2) n`,
      [opened, cases],
    );
    await store.pool.query(
      `insert into case_track (case_id, track, state, version, since, verifiers, content)
       select id, 'business', 'warned', 1, opened_at, '[]', '{}' from case_file`,
    );
  } finally {
    await store.close();
  }
}

const rounded = (ms: number): number => Math.round(ms * 10) / 10;

/** Speaks to the server as one person. */
type Call = (path: string, body?: object) => Promise<unknown>;

const callAs =
  (url: string, token: string): Call =>
  async (path, body) => {
    const authorization = `Bearer ${token}`;
    const json = { authorization, "content-type": "application/json" };
    const init =
      body === undefined
        ? { headers: { authorization } }
        : { method: "POST", headers: json, body: JSON.stringify(body) };
    const answer = await fetch(`${url}${path}`, init);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 500)}`);
    return JSON.parse(text);
  };

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const begun = performance.now();
  const value = await work();
  return { ms: rounded(performance.now() - begun), value };
}

/** Waits until an act is in one of these states, reading one case meanwhile. */
async function reached(
  call: Call,
  path: string,
  states: readonly string[],
  waits: number[],
): Promise<unknown> {
  let tellAt = performance.now() + tellEveryMs;
  for (;;) {
    const { ms } = await timed(() => call("/console/cases/c-000001"));
    waits.push(ms);
    const act = await call(path);
    const state = String(at(act, "state"));
    if (performance.now() > tellAt) {
      console.log(`  ${state}: ${String(at(act, "done"))} of ${String(at(act, "total"))}`);
      tellAt += tellEveryMs;
    }
    if (states.includes(state)) return act;
    if (state === "refused" || state === "undone") throw new Error(JSON.stringify(act));
    await sleep(20);
  }
}

function readsOf(waits: readonly number[]): Measured["reads"] {
  const sorted = waits.toSorted((a, b) => a - b);
  const quantile = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { count: sorted.length, p50: quantile(0.5), p99: quantile(0.99), max: quantile(1) };
}

async function makeStep(call: Call, cases: number): Promise<Omit<Measured, "cpuMs">> {
  const choice = { filter: { unit: "office" }, asOf: new Date().toISOString(), track: "business" };
  const counted = await timed(() => call("/console/cases/bulk/count", choice));
  const shown = { expected: at(counted.value, "count"), seen: at(counted.value, "seen") };
  const step = { transition: "assign", input: { unit: "office", handler: "hanna" } };
  const asked = await timed(() =>
    call("/console/cases/bulk", { ...choice, ...shown, ...step, undoSeconds: 0 }),
  );
  const path = `/console/bulk/${String(at(asked.value, "id"))}`;
  const waits: number[] = [];
  const rehearsed = await timed(() => reached(call, path, ["waiting", "running", "done"], waits));
  const ran = await timed(() => reached(call, path, ["done"], waits));
  return {
    cases,
    changed: Number(at(ran.value, "changed")),
    countMs: counted.ms,
    askMs: asked.ms,
    rehearseMs: rehearsed.ms,
    runMs: ran.ms,
    reads: readsOf(waits),
  };
}

/** Makes one step with that many cases at once. */
export async function measureAct(
  directory: string,
  databaseUrl: string | undefined,
  cases: number,
): Promise<Measured> {
  await prepare(directory, databaseUrl, cases);
  const server = await startProbityServer(directory, databaseUrl);
  try {
    const issued = await server.ops("POST", "/ops/people", { id: "dina" });
    await server.ops("POST", "/ops/people", { id: "hanna" });
    const before = server.cpuMs();
    const measured = await makeStep(callAs(server.url, String(at(issued, "token"))), cases);
    return { ...measured, cpuMs: rounded(server.cpuMs() - before) };
  } finally {
    await server.stop();
  }
}
