import { join } from "node:path";
import { defaultConfig, startServer } from "@probity/server";
import { Client } from "pg";
import { type Desk, deskOf } from "../../support/desk.ts";
import { at, listIn } from "../../support/json.ts";
import { addStaff } from "../../support/staff.ts";
import { makeOrganisation } from "../organisation.ts";
import { quiet } from "../quiet.ts";
import type { ReceiptCase, ReceiptLog } from "./read.ts";
import type { HandUp } from "./reckon.ts";

const staff = {
  dina: ["dispatcher"],
  hanna: ["handler"],
  adam: ["approver"],
  rita: ["reviewer"],
  petra: ["appraiser"],
} as const;
type Name = keyof typeof staff;

const dayMs = 86_400_000;
/** Midnight in Shanghai. */
const midnightMs = 16 * 3_600_000;

/** Where it is played. */
export interface Place {
  /** Of an empty database. */
  readonly databaseUrl: string;
  readonly directory: string;
}

/** What happens at a moment of the log's time. */
interface Moment {
  readonly starts: ReceiptCase[];
  readonly ends: ReceiptCase[];
}

/**
 * Plays a process log through a real server whose clock goes through the moments of the log: each case is opened and assigned
 * with its planned end as its deadline when it starts, and worked on to its closing when it ends. Gives the hand-ups that the
 * server made, by case.
 */
export async function playReceipt(
  log: ReceiptLog,
  { databaseUrl, directory }: Place,
  progress: (text: string) => void,
): Promise<ReadonlyMap<string, readonly HandUp[]>> {
  const moments = momentsOf(log);
  const clock = { now: [...moments.keys()][0] ?? 0 };
  const dataDir = join(directory, "data");
  const config = { ...defaultConfig, port: 0, logLevel: "silent", databaseUrl, dataDir } as const;
  const server = await startServer(config, { clock: () => clock.now, timersMs: 5, silenceCheckMs: 10 });
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { url, opsToken } = server;
    const operator = deskOf(url, opsToken);
    const tokens = await addStaff(url, operator, staff);
    await makeOrganisation(operator, [...new Set(log.cases.map(unitOf))]);
    const centre = new Centre((name) => deskOf(url, tokens[name]));
    let ended = 0;
    for (const [now, { starts, ends }] of moments) {
      clock.now = now;
      // oxlint-disable-next-line no-await-in-loop -- one moment after the other
      await quiet(client, now);
      // oxlint-disable-next-line no-await-in-loop -- as above
      await Promise.all(starts.map((one) => centre.start(one)));
      // oxlint-disable-next-line no-await-in-loop -- as above
      await Promise.all(ends.map((one) => centre.end(one)));
      const before = ended;
      ended += ends.length;
      if (Math.floor(ended / 200) > Math.floor(before / 200)) progress(`${ended} cases have ended`);
    }
    return await centre.handUps();
  } finally {
    await client.end();
    await server.close();
  }
}

/** Every moment at which somebody does something, or a deadline has passed: those of the log, and each midnight. */
function momentsOf({ cases, until }: ReceiptLog): ReadonlyMap<number, Moment> {
  const moments = new Map<number, Moment>();
  const momentAt = (time: number): Moment => {
    const found = moments.get(time) ?? { starts: [], ends: [] };
    moments.set(time, found);
    return found;
  };
  for (const one of cases) {
    momentAt(one.start).starts.push(one);
    if (one.planned < until) momentAt(one.planned + 1);
    // Two cases of the log end an hour before they start.
    if (one.end !== undefined) momentAt(Math.max(one.start, one.end)).ends.push(one);
  }
  const first = Math.min(...moments.keys());
  for (let time = Math.ceil((first - midnightMs) / dayMs) * dayMs + midnightMs; time <= until; time += dayMs)
    momentAt(time);
  momentAt(until);
  return new Map([...moments].toSorted(([a], [b]) => a - b));
}

const unitOf = ({ department }: ReceiptCase): string =>
  department.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

/** The steps from an assigned case to a closed one, by who makes them. */
const steps = [
  ["hanna", "accept", {}],
  ["hanna", "dispose", { report: "Looked at.", facts: "It was decided.", responsible: [] }],
  ["adam", "apply", { disposals: [{ kind: "explained" }], measures: [] }],
  ["rita", "appraise", { uses: ["notice"] }],
  [
    "petra",
    "close",
    { label: "confirmed", appraisal: { unit: "none", persons: "none" }, lookBackOn: "2013-01-01" },
  ],
] as const;

/** The people of the centre, and the cases that they work on. */
class Centre {
  readonly #desk: (name: Name) => Desk;
  /** Case of the server by case of the log. */
  readonly #cases = new Map<string, { readonly id: string; version: number }>();

  constructor(desk: (name: Name) => Desk) {
    this.#desk = desk;
  }

  async start(one: ReceiptCase): Promise<void> {
    const unit = unitOf(one);
    const body = { title: one.id, level: 2, unit, tracks: ["business"] };
    const opened = await this.#desk("dina").ask("POST", "/console/cases", body);
    this.#cases.set(one.id, { id: String(at(opened, "id")), version: 1 });
    const dueAt = new Date(one.planned).toISOString();
    await this.#move(one, "dina", "assign", { unit, handler: "hanna", dueAt });
  }

  async end(one: ReceiptCase): Promise<void> {
    for (const [by, transition, input] of steps)
      // oxlint-disable-next-line no-await-in-loop -- one step after the other
      await this.#move(one, by, transition, input);
  }

  async #move(one: ReceiptCase, by: Name, transition: string, input: object): Promise<void> {
    const known = this.#cases.get(one.id);
    if (known === undefined) throw new Error(`${one.id} did not start`);
    const body = { track: "business", transition, version: known.version, input };
    const moved = await this.#desk(by).ask("POST", `/console/cases/${known.id}/moves`, body);
    known.version = Number(at(moved, "version"));
  }

  /** What the server says that it did about the deadlines, by case of the log. */
  async handUps(): Promise<ReadonlyMap<string, readonly HandUp[]>> {
    const found = new Map<string, readonly HandUp[]>();
    for (const [name, { id }] of this.#cases) {
      // oxlint-disable-next-line no-await-in-loop -- one server
      const shown = await this.#desk("adam").ask("GET", `/console/escalations/${id}`);
      const raised = listIn(shown, "steps").filter((step) => at(step, "action") === "raised");
      found.set(
        name,
        raised.map((step) => ({
          level: Number(at(step, "details", "escalationLevel")),
          at: Date.parse(String(at(step, "at"))),
        })),
      );
    }
    return found;
  }
}
