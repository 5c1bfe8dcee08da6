import { setTimeout as sleep } from "node:timers/promises";
import { join } from "node:path";
import { defaultConfig, type ServerConfig } from "@probity/server";
import { Client } from "pg";
import { deskOf } from "../support/desk.ts";
import { shortTender } from "../support/events.ts";
import { at } from "../support/json.ts";
import { addStaff } from "../support/staff.ts";
import { makeOrganisation } from "./organisation.ts";
import type { Options } from "./options.ts";
import { type DayPlan, planYear, type PlannedStep, randomOf } from "./plan.ts";
import { quiet } from "./quiet.ts";
import { type ServerProcess, startProcess } from "./server-process.ts";

/** Who acts, by role. */
const staff = { dina: ["dispatcher"], hanna: ["handler"], adam: ["approver", "discipline"] } as const;
type Name = keyof typeof staff;

/** How late a hand-up may be seen by the simulated clock: it stands still while timers fire, and is set on between. */
export const tickMs = 5_000;
const dayMs = 86_400_000;
/** Midnight in Shanghai of the first day. */
const begin = Date.parse("2026-01-04T16:00:00Z");

/** What was played. */
export interface Played {
  readonly end: number;
  readonly kills: number;
  readonly restarts: number;
}

interface Place {
  readonly databaseUrl: string;
  readonly directory: string;
}

/** Two server processes with one clock. */
class Pair {
  readonly #config: ServerConfig;
  #processes: readonly ServerProcess[] = [];
  now = begin;
  kills = 0;
  restarts = 0;

  constructor(config: ServerConfig) {
    this.#config = config;
  }

  async start(): Promise<void> {
    this.#processes = [await startProcess(this.#config, this.now)];
    this.#processes = [...this.#processes, await startProcess(this.#config, this.now)];
  }

  get any(): ServerProcess {
    const [first] = this.#processes;
    if (first === undefined) throw new Error("no server runs");
    return first;
  }

  set(now: number): void {
    this.now = now;
    for (const one of this.#processes) one.tell(now);
  }

  /** Ends the one or the other and starts it again; the other one goes on alone meanwhile. */
  async renew(isKill: boolean): Promise<void> {
    const [first, second] = this.#processes;
    if (first === undefined || second === undefined) return;
    this.#processes = [second];
    if (isKill) await first.kill();
    else await first.stop();
    if (isKill) this.kills += 1;
    else this.restarts += 1;
    const fresh = await startProcess(this.#config, this.now);
    fresh.tell(this.now);
    this.#processes = [second, fresh];
  }

  async stop(): Promise<void> {
    for (const one of this.#processes)
      // oxlint-disable-next-line no-await-in-loop -- one after the other, as an operator would
      await one.stop();
  }
}

/** Plays the year, day by day: at midnight deadlines pass, at ten people work. */
export async function playYear(
  options: Options,
  place: Place,
  progress: (text: string) => void,
): Promise<Played> {
  const config: ServerConfig = {
    ...defaultConfig,
    port: 0,
    logLevel: "silent",
    databaseUrl: place.databaseUrl,
    dataDir: join(place.directory, "data"),
    databasePoolSize: 5,
  };
  const pair = new Pair(config);
  await pair.start();
  const client = new Client({ connectionString: place.databaseUrl });
  await client.connect();
  try {
    const world = await prepare(pair, client, options);
    progress("two servers, and their organisation, are there");
    const plan = planYear(options, world.units);
    const random = randomOf(options.seed + 1);
    const every = Math.max(1, Math.floor(options.days / (2 * options.kills)));
    for (const [day, what] of plan.entries()) {
      const ends = day > 0 && day % every === 0 && day / every <= 2 * options.kills;
      // oxlint-disable-next-line no-await-in-loop -- a day after the other
      await playDay(
        world,
        day,
        what,
        ends ? { isKill: (day / every) % 2 === 1, afterMs: random() * 30 } : undefined,
      );
      if (day % 30 === 29) progress(`day ${day + 1}`);
    }
    await pair.stop();
    return { end: pair.now, kills: pair.kills, restarts: pair.restarts };
  } finally {
    await client.end();
  }
}

interface World {
  readonly pair: Pair;
  readonly client: Client;
  readonly units: readonly string[];
  readonly tokens: Readonly<Record<Name, string>>;
  /** Of the source that sends tenders. */
  readonly key: string;
}

const source = "purchasing";

async function prepare(pair: Pair, client: Client, { units: count }: Options): Promise<World> {
  const { url, opsToken } = pair.any;
  const operator = deskOf(url, opsToken);
  const tokens = await addStaff(url, operator, staff);
  const key = String(at(await operator.ask("POST", "/ops/sources", { id: source }), "key"));
  const units = Array.from({ length: count }, (_, n) => `unit-${n + 1}`);
  await makeOrganisation(operator, units);
  return { pair, client, tokens, key, units };
}

async function playDay(
  world: World,
  day: number,
  { alerts, steps }: DayPlan,
  end: { readonly isKill: boolean; readonly afterMs: number } | undefined,
): Promise<void> {
  const { pair, client } = world;
  const midnight = begin + day * dayMs + 1;
  pair.set(midnight);
  const renewed = end === undefined ? undefined : sleep(end.afterMs).then(() => pair.renew(end.isKill));
  await quiet(client, midnight);
  await renewed;
  pair.set(begin + day * dayMs + 10 * 3_600_000);
  await quiet(client, pair.now);
  if (alerts.length > 0) await send(world, alerts);
  for (const step of steps)
    // oxlint-disable-next-line no-await-in-loop -- in the order of the plan
    await make(world, step);
}

async function send({ pair, key, client }: World, alerts: DayPlan["alerts"]): Promise<void> {
  const answer = await fetch(`${pair.any.url}/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/cloudevents-batch+json" },
    body: JSON.stringify(alerts.map(({ subject, unit }) => shortTender(source, subject, unit))),
  });
  if (answer.status !== 200) throw new Error(`events: ${answer.status} ${await answer.text()}`);
  for (const until = Date.now() + 60_000; ;) {
    // oxlint-disable-next-line no-await-in-loop -- until they are scored
    const { rows } = await client.query<{ n: number }>(
      "select count(distinct a.subject)::int as n from alert a join case_alert c on c.alert = a.id where a.subject = any($1)",
      [alerts.map(({ subject }) => subject)],
    );
    if (rows[0]?.n === alerts.length) return;
    if (Date.now() > until) throw new Error("alerts have no case");
    // oxlint-disable-next-line no-await-in-loop
    await sleep(10);
  }
}

const makers = {
  assign: { by: "dina", input: (unit: string): object => ({ unit, handler: "hanna" }) },
  accept: { by: "hanna", input: (): object => ({}) },
  dispose: {
    by: "hanna",
    input: (): object => ({ report: "Looked at.", facts: "Too short.", responsible: [] }),
  },
  apply: { by: "adam", input: (): object => ({ disposals: [{ kind: "reminder" }], measures: [] }) },
} as const;

async function make({ pair, tokens, client }: World, { subject, step }: PlannedStep): Promise<void> {
  const { rows } = await client.query<{ id: string; unit: string; version: number }>(
    `select f.id, f.unit, t.version from alert a join case_alert c on c.alert = a.id join case_file f on f.id = c.case_id
      join case_track t on t.case_id = f.id where a.subject = $1 and a.rule = 'PROC-TND-001'`,
    [subject],
  );
  const [found] = rows;
  if (found === undefined) throw new Error(`${subject} has no case`);
  const { by, input } = makers[step];
  const { id, version, unit } = found;
  const move = { track: "integrity", transition: step, version, input: input(unit) };
  await deskOf(pair.any.url, tokens[by]).ask("POST", `/console/cases/${id}/moves`, move);
}
