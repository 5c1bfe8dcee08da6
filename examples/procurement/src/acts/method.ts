import type { ActForm, Choice } from "./act-form.ts";
import { buyer, commonBlock, tenderId } from "./common.ts";
import { numberAt } from "./record-view.ts";
import { choiceOf, moneyOf, textOf } from "./values.ts";

/** Budget items of the demo office for this year. */
export const budgets: readonly Choice[] = [
  { value: "BI-2026-07", label: { "zh-CN": "BI-2026-07 办公设备", en: "BI-2026-07 Office equipment" } },
  { value: "BI-2026-11", label: { "zh-CN": "BI-2026-11 信息化设备", en: "BI-2026-11 IT equipment" } },
];

/** Categories of the purchase catalogue that the demo office buys on quotations: goods, as the law has it. */
export const categories: readonly Choice[] = [
  { value: "A02010601", label: { "zh-CN": "A02010601 打印机", en: "A02010601 Printers" } },
  { value: "A02010104", label: { "zh-CN": "A02010104 台式计算机", en: "A02010104 Desktop computers" } },
];

/** What the form offers as the ground; whoever decides may write another. */
const ground =
  "采购货物规格、标准统一，现货货源充足，价格变化幅度小，符合询价采购的条件。/ Standard goods, in stock, at stable prices.";

const valuesOf = (offered: readonly Choice[]): readonly string[] => offered.map(({ value }) => value);

/** Choose a non-open method for a purchase below the limit. Purchases that belong together count together. */
export const method: ActForm<"procurement.method.decided"> = {
  id: "method",
  type: "procurement.method.decided",
  from: ["draft"],
  to: "quoted",
  post: "officer",
  title: { "zh-CN": "确定询价采购（非公开方式）", en: "Decide on a request for quotations (not open)" },
  lead: {
    "zh-CN": "达到公开招标数额标准的采购不得拆分。同一预算项目下的同类采购合并计算，包括同事正在办理的。",
    en: "A purchase that reaches the open-tender limit must not be split. Purchases of one kind under one budget item count together, including those that colleagues are working on.",
  },
  verb: { "zh-CN": "确定采购方式", en: "Decide the method" },
  done: { "zh-CN": "确定询价采购", en: "Request for quotations decided" },
  fields: (process) => [
    {
      name: "budget",
      kind: "choice",
      label: { "zh-CN": "预算项目", en: "Budget item" },
      value: budgets[0]?.value ?? "",
      options: budgets,
    },
    {
      name: "category",
      kind: "choice",
      label: { "zh-CN": "采购品目", en: "Category" },
      value: categories[0]?.value ?? "",
      options: categories,
    },
    {
      name: "estimate",
      kind: "money",
      label: { "zh-CN": "预算金额（元）", en: "Estimate (CNY)" },
      value: String(numberAt(process.record, "tender.value.amount") ?? ""),
    },
    {
      name: "ground",
      kind: "text",
      label: { "zh-CN": "采用该方式的理由", en: "Ground for this method" },
      value: ground,
    },
  ],
  data: (draft) => {
    const value = { amount: moneyOf(draft.values, "estimate"), currency: "CNY" };
    return {
      ...commonBlock(draft, "CG-01", "method"),
      ocid: draft.process.id,
      buyer,
      planning: {
        budget: { id: choiceOf(draft.values, "budget", valuesOf(budgets)), amount: value },
      },
      tender: {
        id: tenderId(draft.process.id),
        title: draft.process.title["zh-CN"],
        procurementMethod: "limited",
        procurementMethodDetails: "询价",
        mainProcurementCategory: "goods",
        classification: { id: choiceOf(draft.values, "category", valuesOf(categories)) },
        exemptionCode: "standard_goods",
        procurementMethodRationale: textOf(draft.values, "ground"),
        value,
      },
    };
  },
};
