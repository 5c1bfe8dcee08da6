import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const text = (words: string): string => `{ zh-CN: "${words}", en: "${words}" }`;

/** The one rule of {@link writeBudgetModel}. */
export const budgetRule = "PROC-CMP-001";

/** Writes a model folder with a rule that blocks payments from a budget line that go beyond 100 in a year. */
export function writeBudgetModel(home: string): string {
  const folder = join(home, "PROC-CMP");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "model.yaml"),
    `id: PROC-CMP
version: 1.0.0
name: ${text("budgets")}
description: ${text("budgets")}
domain: PROC
created: 2026-11-21
rules:
  - id: ${budgetRule}
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
    at: [finance.payment.approved]
    reads: event
    ceiling: block
    disclosure: full
    params:
      limit:
        type: money
        default: { amount: 100, currency: CNY }
        description: ${text("limit")}
        source: local setting
    features:
      spent:
        window:
          fn: sum
          of: [finance.payment.approved]
          by: [event.payment.budgetId]
          value: event.payment.amount
          within: 365d
    when: features.spent.amount > params.limit.amount
    evidence:
      - { name: line, label: ${text("line")}, value: event.payment.budgetId }
    basis: [practice]
    review: 2027-11-21
`,
  );
  writeFileSync(
    join(folder, "cases.yaml"),
    `- rule: ${budgetRule}
  name: "One small payment"
  type: finance.payment.approved
  data: { payment: { id: p-1, budgetId: b-1, amount: { amount: 20, currency: CNY } } }
  expect: clear
`,
  );
  writeFileSync(join(folder, "README.md"), "# PROC-CMP\n");
  return folder;
}
