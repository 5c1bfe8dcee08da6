import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shortTender } from "../support/events.ts";
import { at } from "../support/json.ts";
import { startPostgres } from "../support/postgres.ts";
import { startProbityServer } from "../support/probity-server.ts";

/** Who looks at the inbox. */
export const person = "li.na";

/** Their password. */
export const password = "korrekt-Pferd-Batterie-7";

/** A server with many open alerts and somebody who may see them. */
export interface BenchOffice {
  readonly url: string;
  /** Sends tenders that raise so many alerts, rounded up to an even number; resolves when the server has them. */
  raise(alerts: number): Promise<void>;
  scored(): Promise<void>;
  close(): Promise<void>;
}

const batch = 500;
/** PROC-TND-001 and PROC-TND-009: the bid period, and the medium. */
const alertsEach = 2;
const units = ["office-1", "office-2", "office-3", "office-4"] as const;

/** Starts one and fills it. */
export async function openOffice(alerts: number, say: (what: string) => void): Promise<BenchOffice> {
  const directory = mkdtempSync(join(tmpdir(), "probity-bench-console-"));
  const postgres = await startPostgres();
  // No cases: the inbox is what is measured.
  const server = await startProbityServer(directory, await postgres.newDatabase(), { caseOpenLevel: 0 });
  const { source, key } = await server.addSource("purchasing");
  await addPerson(server);
  let sent = 0;
  const raise = async (wanted: number): Promise<void> => {
    const end = sent + Math.ceil(wanted / alertsEach);
    while (sent < end) {
      const length = Math.min(batch, end - sent);
      const events = Array.from({ length }, (_, n) => tender(source, sent + n));
      // oxlint-disable-next-line no-await-in-loop -- one batch after the other
      await send(server.url, key, events);
      sent += length;
      if (sent % 20_000 === 0) say(`${sent} events`);
    }
  };
  await raise(alerts);
  await server.scored();
  return {
    url: server.url,
    raise,
    scored: () => server.scored(),
    close: async () => {
      await server.stop();
      await postgres.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

const tender = (source: string, n: number): object =>
  shortTender(source, `ocds-console-${n}`, units[n % units.length] ?? units[0]);

async function send(url: string, key: string, events: readonly object[]): Promise<void> {
  const answer = await fetch(`${url}/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/cloudevents-batch+json" },
    body: JSON.stringify(events),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`/v1/events: ${answer.status} ${text.slice(0, 500)}`);
}

async function addPerson(server: Awaited<ReturnType<typeof startProbityServer>>): Promise<void> {
  await server.ops("POST", "/ops/people", { id: person, name: "李娜" });
  for (const role of ["dispatcher", "reviewer"])
    // oxlint-disable-next-line no-await-in-loop -- two
    await server.ops("POST", `/ops/people/${person}/grants`, { role });
  const issued = await server.ops("POST", `/ops/people/${person}/password`);
  const answer = await fetch(`${server.url}/console/session/reset`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: at(issued, "token"), password }),
  });
  if (!answer.ok) throw new Error(`/console/session/reset: ${answer.status} ${await answer.text()}`);
}
