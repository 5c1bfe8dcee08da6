import type { ProbityEvent } from "@probity/contracts";
import { afterEach, describe, expect, test } from "vitest";
import { openStore, type ServerConfig } from "../src/index.ts";
import { type ChildServer, startChildServer } from "./support/child-server.ts";
import { describeEngines } from "./support/engines.ts";
import { tender } from "./support/events.ts";

const sourceId = "crash";
const marker = (index: number): string => `marker-${String(index).padStart(4, "0")}-x`;

/** Two events a process: one that is erased, and one that stays. */
const events: readonly ProbityEvent[] = Array.from({ length: 48 }, (_, index) => {
  const event = tender(sourceId, `ocds-${index >> 1}`, 10, { id: `e-${index}` });
  Object.assign(event.data["tender"] as object, { title: `Desks ${marker(index)}`, id: marker(index) });
  return event;
});
const toErase = events.filter((_, index) => index % 2 === 0);

interface Row {
  readonly id: string;
  readonly body: string;
  readonly salt: string | null;
  readonly erased: boolean;
  readonly logged: number;
  readonly record: string;
  readonly findings: string;
}

/** What is stored of each event, over the bare database. */
async function look(config: ServerConfig): Promise<readonly Row[]> {
  const store = await openStore(config);
  try {
    const { rows } = await store.pool.query<Row>(
      `select e.id, e.body, e.salt, e.erased_at is not null as erased,
        (select count(*)::int from event n where n.type = 'payload.erased' and n.subject = e.id) as logged,
        coalesce((select record from process_record r where r.source = e.source and r.subject = e.subject), '') as record,
        coalesce((select string_agg(f.body, '') from finding f where f.position = l.position), '') as findings
       from event e join log l on l.event = e.key where e.id like 'e-%' order by l.position`,
    );
    return rows;
  } finally {
    await store.close();
  }
}

describeEngines("kill -9 during an erasure", (engine) => {
  const started: ChildServer[] = [];
  const start = async (config: ServerConfig): Promise<ChildServer> => {
    const server = await startChildServer(config);
    started.push(server);
    return server;
  };
  afterEach(async () => {
    for (const server of started.splice(0)) await server.kill();
  });

  describe("SE-3, OP-6", () => {
    test("erases an event wholly, with its notice, or not at all; repeating it completes it", async () => {
      const config = await engine.newConfig();
      let server = await start(config);
      const source = await server.addSource(sourceId);
      expect((await source.send(events)).body).toMatchObject({ accepted: events.length });
      await server.scored();
      const eraseFrom = async (first: number): Promise<number> => {
        for (let index = first; index < toErase.length; index++) {
          const eventId = toErase[index]?.id;
          const body = { source: sourceId, eventId, basis: "order", by: "office" };
          try {
            // oxlint-disable-next-line no-await-in-loop
            const { status } = await server.ops("POST", "/ops/erase", body);
            if (status !== 200) return index;
          } catch {
            // The server is away.
            return index;
          }
        }
        return toErase.length;
      };
      let done = 0;
      for (const delay of [40, 120]) {
        const erasing = eraseFrom(done);
        await new Promise((resolve) => setTimeout(resolve, delay));
        await server.kill();
        const answered = await erasing;
        const rows = await look(config);
        for (const [index, row] of rows.entries()) {
          const kept = JSON.stringify(row).includes(marker(index));
          expect([row.id, row.erased, row.body === "", row.salt === null, row.logged]).toEqual(
            row.erased ? [row.id, true, true, true, 1] : [row.id, false, false, false, 0],
          );
          expect([row.id, kept]).toEqual([row.id, !row.erased]);
        }
        const erased = rows.filter((row) => row.erased).length;
        // What was answered is erased; at most the one under way may be as well.
        expect(erased === answered || erased === answered + 1).toBe(true);
        done = answered;
        server = await start(config);
      }
      expect(await eraseFrom(done)).toBe(toErase.length);
      expect(await server.stop()).toBe(0);
      const rows = await look(config);
      expect(rows.map((row) => [row.erased, row.logged])).toEqual(
        events.map((_, index) => (index % 2 === 0 ? [true, 1] : [false, 0])),
      );
    });
  });
});
