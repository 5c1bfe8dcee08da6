import { expect, onTestFinished, test } from "vitest";
import {
  type Answered,
  askToPay,
  bindBudget,
  budgetModel,
  budgetRule,
  paid,
  sharedRule,
} from "./support/budget-model.ts";
import { type ChildServer, startChildServer } from "./support/child-server.ts";
import { describeEngines, describePostgres, type Engine } from "./support/engines.ts";
import { closedEvent } from "./support/prechecks.ts";
import { at, sourceOf, type TestSource } from "./support/test-server.ts";
import { until } from "./support/until.ts";

const amountOf = ({ data }: Answered): number => Number(at(data, "payment", "amount", "amount"));
const lineOf = ({ data }: Answered): unknown => at(data, "payment", "budgetId");
const isThrough = ({ outcome }: Answered): boolean => outcome !== "block";
const sumOf = (answers: readonly Answered[]): number =>
  answers.filter(isThrough).reduce((sum, one) => sum + amountOf(one), 0);

/** A server knows what another one released within a second. */
const bothKnow = (one: TestSource, other: TestSource): Promise<boolean> =>
  until(async () => {
    const { bundleVersion } = await askToPay(one, "warm", 0.01);
    return (await askToPay(other, "warm", 0.01)).bundleVersion === bundleVersion;
  });

interface Opened {
  readonly first: ChildServer;
  /** Another one on the same database. */
  readonly open: () => Promise<ChildServer>;
}

async function start(engine: Engine, folder: string): Promise<Opened> {
  const config = { ...(await engine.newConfig()), devModels: [folder] };
  const open = async (): Promise<ChildServer> => {
    const server = await startChildServer(config);
    onTestFinished(() => server.kill());
    return server;
  };
  return { first: await open(), open };
}

describePostgres("PC-4: never two through, on two servers", (engine) => {
  const folder = budgetModel();

  test("many at once for the last of many budgets, while acts come in", async () => {
    const { first, open } = await start(engine, folder);
    const second = await open();
    const source = await first.addSource();
    await bindBudget(first, source, { [budgetRule]: {}, [sharedRule]: {} });
    const other = sourceOf(second.url, source.id, source.key);
    await bothKnow(source, other);
    const seed = Math.floor(Math.random() * 1_000);
    const lines = Array.from({ length: 6 }, (_, index) => `line-${index}`);
    const through: Answered[] = [];
    let blocked = 0;
    const client = async (at_: TestSource, salt: number): Promise<void> => {
      for (let round = 0; round < 12; round += 1) {
        const amount = 5 + ((seed + salt * 31 + round * 17) % 40);
        const line = lines[(salt + round * 5) % lines.length] ?? "";
        // oxlint-disable-next-line no-await-in-loop -- a client asks one after the other
        const asked = await askToPay(at_, line, amount);
        expect(asked.degraded).toBe(false);
        if (!isThrough(asked)) {
          blocked += 1;
          continue;
        }
        through.push(asked);
        // Half of them are done at once: the act takes the place of the hold while others ask.
        if (round % 2 === 0) await at_.send([paid(source.id, asked.data, asked)]); // oxlint-disable-line no-await-in-loop
      }
    };
    await Promise.all(Array.from({ length: 12 }, (_, salt) => client(salt % 2 === 0 ? source : other, salt)));
    await first.scored();
    expect(blocked).toBeGreaterThan(0);
    for (const line of lines) {
      const sum = sumOf(through.filter((one) => lineOf(one) === line));
      expect(sum).toBeLessThanOrEqual(100);
      // Holds and acts are counted, each once: exactly the rest is left.
      // oxlint-disable-next-line no-await-in-loop
      expect((await askToPay(other, line, 100 - sum + 1)).outcome, `${line}: ${sum}, seed ${seed}`).toBe(
        "block",
      );
      // oxlint-disable-next-line no-await-in-loop
      if (sum < 100)
        expect((await askToPay(source, line, 100 - sum)).outcome, `${line}: ${sum}`).toBe("allow");
    }
  });
});

describeEngines("PC-4: never two through", (engine) => {
  const folder = budgetModel();

  test("a server that is killed in the middle lets no second one through, and leaves no lock", async () => {
    const { first, open } = await start(engine, folder);
    const source = await first.addSource();
    await bindBudget(first, source);
    // The embedded database belongs to one server at a time.
    const beside = engine.name === "postgres" ? await open() : undefined;
    const other = beside === undefined ? source : sourceOf(beside.url, source.id, source.key);
    await bothKnow(source, other);
    const lines = Array.from({ length: 8 }, (_, index) => `line-${index}`);
    const answered: Answered[] = [];
    const ask = async (at_: TestSource, line: string): Promise<void> => {
      try {
        answered.push(await askToPay(at_, line, 60, { deadlineMs: 20_000 }));
      } catch {
        // It was killed: whether that one holds its place nobody was told.
      }
    };
    const asking = lines.flatMap((line) =>
      Array.from({ length: 6 }, (_, index) => ask(index % 2 === 0 ? source : other, line)),
    );
    await until(() => answered.some(isThrough));
    await first.kill();
    await Promise.all(asking);
    const server = beside ?? (await open());
    const last = sourceOf(server.url, source.id, source.key);
    for (const line of lines) {
      const of = answered.filter((one) => lineOf(one) === line);
      expect(of.every(({ degraded }) => !degraded)).toBe(true);
      expect(of.filter(isThrough).length).toBeLessThanOrEqual(1);
      // Either somebody holds it, told or not, or it is free.
      // oxlint-disable-next-line no-await-in-loop
      const next = await askToPay(last, line, 60, { deadlineMs: 20_000 });
      expect(next.degraded).toBe(false);
      if (of.some(isThrough)) expect(next.outcome).toBe("block");
    }
    const held = answered.filter(isThrough);
    await last.send(held.map(({ id }) => closedEvent(source.id, id, "aborted")));
    await server.scored();
    for (const line of held.map(lineOf)) {
      // oxlint-disable-next-line no-await-in-loop
      expect((await askToPay(last, String(line), 60)).outcome).toBe("allow");
    }
  });
});
