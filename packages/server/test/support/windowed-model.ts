import type { Feature, Model, Rule } from "@probity/contracts";
import { changedModel, modelId } from "./models.ts";

/** The rule of {@link windowedModel}. */
export const windowedRule: string = `${modelId}-900`;

const features: Readonly<Record<string, Feature>> = {
  many: {
    window: {
      fn: "count",
      of: ["procurement.tender.published"],
      by: ["event.tender.title"],
      within: "365d",
      where: 'event.tender.procurementMethod == "open"',
    },
  },
  total: {
    window: {
      fn: "sum",
      of: ["procurement.tender.published"],
      by: ["event.tender.title"],
      value: "event.tender.value",
      within: "365d",
      from: "all",
    },
  },
  days: {
    window: {
      fn: "distinct",
      of: ["procurement.tender.published"],
      by: ["event.tender.title"],
      value: "event.tender.tenderPeriod.endDate",
      period: "year",
    },
  },
};

/** The built-in model of tenders with a rule that hits from the third tender of the same title in a year on. */
export const windowedModel = (version = "2.0.0", atLeast = 3): Model =>
  changedModel({
    version,
    ruleVersion: version,
    limit: 20,
    change: (model) => {
      const [template] = model.rules;
      if (template === undefined) throw new Error("the model has no rules");
      const text = { "zh-CN": "第 {many} 次", en: "number {many}" };
      const rule: Rule = {
        id: windowedRule,
        version,
        name: text,
        point: template.point,
        explanation: template.explanation,
        message: text,
        probability: 2,
        harm: 2,
        level: 2,
        class: "integrity",
        phase: "before",
        at: ["procurement.tender.published"],
        reads: "event",
        ceiling: "warn",
        disclosure: "full",
        basis: template.basis,
        review: template.review,
        features,
        when: `features.many >= ${atLeast} && features.total.amount > 0 && features.days > 0`,
        evidence: [
          { name: "many", label: { "zh-CN": "次数", en: "Tenders" }, value: "features.many" },
          { name: "total", label: { "zh-CN": "合计", en: "Total" }, value: "features.total" },
        ],
      };
      return { ...model, rules: [...model.rules, rule] };
    },
  });
