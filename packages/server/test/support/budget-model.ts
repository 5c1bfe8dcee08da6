import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonObject, ProbityEvent } from "@probity/contracts";
import { afterAll } from "vitest";
import { at, type TestServer, type TestSource } from "./test-server.ts";

/** The rule of {@link budgetModel}: a budget line may not be spent beyond 100. */
export const budgetRule = "PROC-CMP-001";
/** The same over all sources. */
export const sharedRule = "PROC-CMP-002";
/** The rule that needs no memory: nobody pays more than 1000 at once. */
export const largeRule = "PROC-CMP-003";
/** The rule about links: who approves is tied to who is paid. */
export const tieRule = "PROC-CMP-004";
/** The decision point of all. */
export const payment = "finance.payment.approved";

const text = (words: string): string => `{ zh-CN: "${words}", en: "${words}" }`;

const rule = (id: string, limit: number, body: string): string => `
  - id: ${id}
    version: 1.0.0
    name: ${text("budget")}
    point: ${text("budget")}
    explanation: ${text("budget")}
    message: ${text("Budget line {line} is used up")}
    probability: 2
    harm: 3
    level: 2
    class: business
    phase: during
    at: [${payment}]
    reads: event
    ceiling: block
    disclosure: full
    params:
      limit:
        type: money
        default: { amount: ${limit}, currency: CNY }
        description: ${text("limit")}
        source: local setting
${body}
    evidence:
      - { name: line, label: ${text("line")}, value: event.payment.budgetId }
    basis: [practice]
    review: 2027-11-21`;

const spent = (from: string): string => `    features:
      spent:
        window:
          fn: sum
          of: [${payment}]
          by: [event.payment.budgetId]
          value: event.payment.amount
          within: 365d
          from: ${from}
    when: features.spent.amount > params.limit.amount`;

/** A model folder with rules about budget lines, as `PROBITY_DEV_MODELS` takes it. Removed after the tests of the file. */
export function budgetModel(): string {
  const home = mkdtempSync(join(tmpdir(), "probity-budget-"));
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  const folder = join(home, "PROC-CMP");
  mkdirSync(folder);
  const rules = [
    rule(budgetRule, 100, spent("own")),
    rule(sharedRule, 100, spent("all")),
    rule(largeRule, 1000, "    when: event.payment.amount.amount > params.limit.amount"),
    rule(
      tieRule,
      1,
      `    features:
      tie:
        path:
          from: event.actor.personId
          to: "[event.payment.payeeId]"
          depth: 3
    when: size(features.tie) > 0`,
    ),
  ];
  writeFileSync(
    join(folder, "model.yaml"),
    `id: PROC-CMP
version: 1.0.0
name: ${text("budgets")}
description: ${text("budgets")}
domain: PROC
created: 2026-11-21
rules:${rules.join("")}
`,
  );
  writeFileSync(
    join(folder, "cases.yaml"),
    `- rule: ${largeRule}
  name: "One large payment"
  type: ${payment}
  data: { payment: { id: p-1, amount: { amount: 2000, currency: CNY } } }
  expect: hit
`,
  );
  writeFileSync(join(folder, "README.md"), "# PROC-CMP\n");
  return folder;
}

/** The data of a payment. */
export const payFrom = (line: string, amount: number): JsonObject => ({
  actor: { personId: "p-1", unitId: "u-1" },
  process: { instanceId: `i-${randomUUID()}`, step: "approve" },
  payment: { id: `pay-${randomUUID()}`, budgetId: line, amount: { amount, currency: "CNY" } },
});

/** The event of a payment that was made. */
export function paid(
  source: string,
  data: JsonObject,
  decision?: { readonly id: string; readonly outcome: string },
  time: string = new Date().toISOString(),
): ProbityEvent {
  const named = decision && { decision: { precheckId: decision.id, outcome: decision.outcome } };
  return { specversion: "1.0", id: randomUUID(), source, type: payment, time, data: { ...data, ...named } };
}

/** Binds rules of the model at a source. */
export async function bindBudget(
  server: Pick<TestServer, "ops">,
  source: TestSource,
  rules: Readonly<Record<string, object>> = { [budgetRule]: {} },
  more: object = {},
): Promise<void> {
  const bindings = Object.entries(rules).map(([id, over]) => ({
    id: id.toLowerCase(),
    rule: id,
    source: source.id,
    action: "block",
    // Blocks are what is tested here.
    blockBudget: { share: 1, atLeast: 1_000_000 },
    ...over,
  }));
  const { status, body } = await server.ops("PUT", `/ops/sources/${source.id}/bindings`, {
    bindings,
    ...more,
  });
  if (status !== 200) throw new Error(JSON.stringify(body));
}

/** What a pre-check answered. */
export interface Answered {
  readonly id: string;
  readonly outcome: string;
  readonly degraded: boolean;
  readonly reasons: unknown;
  readonly bundleVersion: unknown;
  readonly data: JsonObject;
}

/** Asks before a payment. */
export async function askToPay(
  source: TestSource,
  line: string,
  amount: number,
  more: object = {},
): Promise<Answered> {
  const data = payFrom(line, amount);
  const id = randomUUID();
  const { status, body } = await source.post("/v1/precheck", {
    decisionId: id,
    type: payment,
    data,
    ...more,
  });
  if (status !== 200) throw new Error(JSON.stringify(body));
  const outcome = String(at(body, "outcome"));
  return {
    id,
    outcome,
    degraded: at(body, "degraded") === true,
    reasons: at(body, "degradedReasons"),
    bundleVersion: at(body, "bundleVersion"),
    data,
  };
}
