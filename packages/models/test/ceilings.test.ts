import { actions } from "@probity/contracts";
import { expect, test } from "vitest";
import { builtinModels } from "../src/index.ts";

const ceilings = Object.fromEntries(
  builtinModels().flatMap(({ model }) => model.rules.map((rule) => [rule.id, rule.ceiling])),
);

test("RU-4: the strongest action of each built-in rule is the catalogue's", () => {
  expect(ceilings).toEqual({
    "CON-CHG-005": "second_approver",
    "CON-PRF-001": "justify",
    "CON-SGN-001": "observe",
    "CON-SGN-002": "block",
    "CON-SGN-003": "block",
    "CON-SGN-006": "justify",
    "FIN-PAY-009": "block",
    "GEN-PRC-003": "observe",
    "GEN-PRC-004": "justify",
    "GEN-PRC-005": "justify",
    "GEN-PRE-001": "observe",
    "GEN-SOD-001": "block",
    "GEN-SOD-002": "block",
    "GEN-SOD-003": "justify",
    "GEN-WRN-001": "observe",
    "GEN-WRN-005": "observe",
    "PROC-AVD-001": "block",
    "PROC-AVD-002": "second_approver",
    "PROC-AVD-003": "second_approver",
    "PROC-AVD-005": "justify",
    "PROC-AVD-006": "justify",
    "PROC-AWD-001": "warn",
    "PROC-AWD-007": "block",
    "PROC-AWD-012": "observe",
    "PROC-CMP-001": "justify",
    "PROC-CMP-002": "block",
    "PROC-CMP-003": "justify",
    "PROC-CMP-004": "justify",
    "PROC-CMP-006": "block",
    "PROC-CMP-007": "warn",
    "PROC-CMP-008": "justify",
    "PROC-CMP-009": "second_approver",
    "PROC-DOC-005": "block",
    "PROC-EVL-002": "block",
    "PROC-EVL-006": "warn",
    "PROC-LNK-002": "second_approver",
    "PROC-LNK-010": "block",
    "PROC-PRC-001": "second_approver",
    "PROC-PRC-005": "observe",
    "PROC-PRC-006": "warn",
    "PROC-PRC-007": "justify",
    "PROC-TND-001": "block",
    "PROC-TND-003": "block",
    "PROC-TND-004": "block",
    "PROC-TND-008": "justify",
    "PROC-TND-009": "block",
    "PROC-TND-011": "warn",
    "PROC-TND-012": "warn",
  });
});

test("ML-6: together they cover all five actions", () => {
  expect(new Set(Object.values(ceilings))).toEqual(new Set(actions));
});
