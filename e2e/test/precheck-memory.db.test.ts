// Pre-checks that need the server's memory, between a real server and a real SDK client.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createProbity, type EventData, type NoEvents, type Probity } from "@probity/sdk";
import { defaultConfig, type RunningServer, startServer } from "@probity/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { budgetModel, budgetRule, payment } from "../../packages/server/test/support/budget-model.ts";
import { askOperator } from "./support/operator.ts";

const home = mkdtempSync(join(tmpdir(), "probity-memory-"));
const model = budgetModel();
let server: RunningServer;
let probity: Probity;

beforeAll(async () => {
  server = await startServer({
    ...defaultConfig,
    dataDir: join(home, "data"),
    devModels: [model],
    port: 0,
    logLevel: "silent",
  });
  const { key, vkey } = await ops("POST", "/ops/sources", { id: "treasury" });
  await ops("PUT", "/ops/sources/treasury/bindings", {
    bindings: [
      {
        id: "budget",
        rule: budgetRule,
        source: "treasury",
        action: "block",
        onUnavailable: "justify",
        // Blocks are what is tested here.
        blockBudget: { share: 1, atLeast: 1_000 },
      },
    ],
  });
  probity = createProbity({
    endpoint: server.url,
    source: "treasury",
    key: String(key),
    publicKey: String(vkey).split(" "),
    spoolDir: join(home, "spool"),
    // Nothing is sent unless somebody waits for it.
    lingerMs: 3_600_000,
    deadlineMs: 10_000,
  });
  await probity.ready({ timeoutMs: 20_000 });
});
afterAll(async () => {
  // The last test closed the server.
  await probity.shutdown({ timeoutMs: 1_000 });
  rmSync(home, { recursive: true, force: true });
});

const ops = (method: string, path: string, body?: object): Promise<Record<string, unknown>> =>
  askOperator(server, method, path, body);

let count = 0;
function pay(budgetId: string, amount: number): EventData<NoEvents, typeof payment> {
  count += 1;
  return {
    process: { instanceId: `i-${count}`, step: "approve" },
    payment: { id: `pay-${count}`, budgetId, amount: { amount, currency: "CNY" } },
  };
}

test("FE-1: a pre-check sees what its process emitted before it, without anybody flushing", async () => {
  for (let spent = 20; spent <= 100; spent += 20) {
    probity.emit(payment, pay("a", 20));
    // oxlint-disable-next-line no-await-in-loop -- each sees one more
    const over = await probity.precheck(payment, pay("a", 100 - spent + 0.01));
    expect(over).toMatchObject({ outcome: "block", source: "remote", degraded: false });
  }
});

test("PC-4: what is given up, replaced or done counts as such from the next pre-check on", async () => {
  const first = await probity.precheck(payment, pay("b", 80));
  expect(first).toMatchObject({ outcome: "allow", source: "remote", degraded: false });
  expect((await probity.precheck(payment, pay("b", 80))).outcome).toBe("block");
  const second = await probity.precheck(payment, pay("b", 90), { replaces: first });
  expect(second.outcome).toBe("allow");
  probity.abandon(second, "asked too early");
  const draft = pay("b", 70);
  const third = await probity.precheck(payment, draft);
  expect(third.outcome).toBe("allow");
  probity.commit(third, draft);
  expect((await probity.precheck(payment, pay("b", 31))).outcome).toBe("block");
  expect((await probity.precheck(payment, pay("b", 30))).outcome).toBe("allow");
});

test("PC-2: without a server the rules that need it are not checked, and the decision says so", async () => {
  await server.close();
  const decision = await probity.precheck(payment, pay("c", 1));
  expect(decision).toMatchObject({
    outcome: "justify",
    source: "local",
    degraded: true,
    degradedReasons: ["PROBITY_E_RULE_UNAVAILABLE", "PROBITY_E_SERVER_UNREACHABLE"],
  });
});
