import { afterEach, expect, test } from "vitest";
import { openStore, type ServerConfig } from "../src/index.ts";
import { addStaff, giveRoles, inputs, mover, shortTender, staff } from "./support/cases.ts";
import { type ChildServer, startChildServer } from "./support/child-server.ts";
import { describeEngines } from "./support/engines.ts";
import { at, operatorOf, sourceOf, type TestPerson } from "./support/test-server.ts";

const count = 60;

/** Alerts that should have a case and have none, cases without alert, and steps whose entry in the log is missing. */
async function holesOf(config: ServerConfig): Promise<unknown> {
  const store = await openStore(config);
  try {
    const { rows } = await store.pool.query(`select
      (select count(*)::int from alert a where level <= 2 and not exists (select 1 from case_alert c where c.alert = a.id)) as alone,
      (select count(*)::int from case_file f where origin = 'alert' and not exists
        (select 1 from case_alert c where c.case_id = f.id)) as empty,
      (select count(*)::int from case_track t where not exists (select 1 from case_step s where s.case_id = t.case_id)) as mute,
      (select count(*)::int from case_step where kind = 'transition') as steps,
      (select count(*)::int from event where type = 'case.state.changed') as told,
      (select count(*)::int from case_file) as cases`);
    return rows[0];
  } finally {
    await store.close();
  }
}

describeEngines("CA-1, OP-6: kill -9 between the steps of cases", (engine) => {
  const started: ChildServer[] = [];
  const start = async (config: ServerConfig): Promise<ChildServer> => {
    const server = await startChildServer(config);
    started.push(server);
    return server;
  };
  const killAll = async (): Promise<void> => {
    for (const server of started.splice(0)) await server.kill();
  };
  afterEach(killAll);

  test(
    "no alert is without its case and none has two; a step and its entry in the log stay together",
    { timeout: 120_000 },
    async () => {
      const config = await engine.newConfig();
      await giveRoles(config, staff);
      let server = await start(config);
      let people = await addStaff(server, staff);
      let source = await server.addSource("purchasing");
      const again = async (): Promise<void> => {
        await killAll();
        server = await start(config);
        source = sourceOf(server.url, source.id, source.key);
        const at1 = (person: TestPerson): TestPerson => ({
          ...person,
          ops: operatorOf(server.url, person.token),
        });
        people = { ...people, dina: at1(people.dina), hanna: at1(people.hanna) };
      };
      for (let from = 0; from < count; from += 20) {
        const events = Array.from({ length: 20 }, (_, n) => shortTender(source.id, `ocds-${from + n}`));
        await source.send(events);
        // In the middle of scoring, as it comes.
        if (from > 0) await again();
      }
      await server.scored();
      const found = at((await people.dina.ops("GET", "/console/cases?limit=500")).body, "cases");
      const ids = (Array.isArray(found) ? found : []).map((one) => String(at(one, "id")));
      expect(ids.length).toBeGreaterThanOrEqual(count);
      const acting = Promise.allSettled(
        ids.slice(0, 30).map(async (id) => {
          const { step } = mover(id);
          // Those that the end of the server cuts off are refused or not, but never half done.
          await step(people.dina, "assign", inputs.assign);
          await step(people.hanna, "accept", {});
        }),
      );
      await new Promise((resolve) => setTimeout(resolve, 150));
      await killAll();
      await acting;
      const holes = await holesOf(config);
      expect(holes).toMatchObject({ alone: 0, empty: 0, mute: 0, cases: ids.length });
      expect(at(holes, "steps")).toBe(at(holes, "told"));
    },
  );

  test(
    "two servers on one case at the same moment: one step is made, and told once",
    { timeout: 120_000 },
    async (context) => {
      // The embedded database belongs to one process.
      context.skip(engine.name === "pglite");
      const config = await engine.newConfig();
      await giveRoles(config, staff);
      const first = await start(config);
      const second = await start(config);
      const people = await addStaff(first, staff);
      const source = await first.addSource("purchasing");
      await source.send([shortTender(source.id, "ocds-two")]);
      await first.scored();
      const id = String(at((await people.dina.ops("GET", "/console/cases")).body, "cases", 0, "id"));
      const there = { ...people.dina, ops: operatorOf(second.url, people.dina.token) };
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          mover(id).step(n % 2 === 0 ? people.dina : there, "assign", inputs.assign),
        ),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(9);
      await killAll();
      expect(await holesOf(config)).toMatchObject({ steps: 1, told: 1 });
    },
  );
});
