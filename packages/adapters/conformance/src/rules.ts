import { type Bundle, type Model, type Rule } from "@probity/contracts";
import { builtinEvents } from "@probity/contracts/schemas";
import { buildBundle } from "@probity/engine/author";

/** The act that the suite checks. */
export const actType = "procurement.award.decided";
/** The role that may override a block. */
export const breakGlassRole = "head of office";
/** The source that the suite's client speaks for. */
export const source = "adapter-conformance";

const text = { "zh-CN": "示例", en: "Example" };
const restrictions = ["warn", "justify", "second_approver", "block"] as const;

/** One rule per restricting outcome; the draft's `tender.id` names the outcome that it wants. */
const rules: readonly Rule[] = restrictions.map((outcome, index) => ({
  id: `TEST-ADP-00${index + 1}`,
  version: "1.0.0",
  name: { "zh-CN": `测试 ${outcome}`, en: `Test ${outcome}` },
  point: text,
  explanation: text,
  message: { "zh-CN": `命中 ${outcome}`, en: `Hit ${outcome}` },
  probability: 1,
  harm: 1,
  level: 3,
  class: "business",
  phase: "during",
  at: [actType],
  reads: "event",
  ceiling: outcome,
  disclosure: "full",
  when: `event.tender.id == "${outcome}"`,
  basis: ["test"],
  review: "2030-01-01",
}));

const model: Model = {
  id: "TEST-ADP",
  version: "1.0.0",
  name: text,
  description: text,
  domain: "TEST",
  created: "2026-01-01",
  rules: [...rules],
};

/** The bundle that the suite's central server offers; valid on the day of the suite's clock. */
export function suiteBundle(): Bundle {
  return buildBundle({
    source,
    version: 1,
    createdAt: "2026-01-01T00:00:00Z",
    notBefore: "2026-01-01T00:00:00Z",
    expiresAt: "2126-01-01T00:00:00Z",
    timeZone: "Asia/Shanghai",
    types: [builtinEvents[actType]],
    models: [model],
    bindings: restrictions.map((action, index) => ({
      id: `b-${action}`,
      rule: `TEST-ADP-00${index + 1}`,
      source,
      action,
    })),
    breakGlass: { roles: [breakGlassRole] },
  });
}
