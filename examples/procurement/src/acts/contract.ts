import { localInput, officeInstant } from "../i18n/format.ts";
import { FieldError, type ActForm } from "./act-form.ts";
import { buyer, commonBlock } from "./common.ts";
import { awardOf, textAt } from "./record-view.ts";
import { moneyOf, momentOf } from "./values.ts";

const day = 86_400_000;

/** Approve the contract for signature. */
export const contract: ActForm<"contract.signed"> = {
  id: "contract",
  type: "contract.signed",
  from: ["awarded"],
  to: "contracted",
  post: "approver",
  title: { "zh-CN": "签订合同", en: "Sign the contract" },
  lead: {
    "zh-CN": "合同的标的、价款和期限应与中标结果一致。",
    en: "Subject, price and period must be those of the award.",
  },
  verb: { "zh-CN": "批准签订", en: "Approve the contract" },
  done: { "zh-CN": "签订合同", en: "Contract signed" },
  fields: (process) => {
    const awarded = Date.parse(textAt(process.record, "awards.0.date")) || 0;
    return [
      {
        name: "amount",
        kind: "money",
        label: { "zh-CN": "合同价（元）", en: "Contract price (CNY)" },
        value: String(awardOf(process.record)?.amount ?? ""),
      },
      {
        name: "start",
        kind: "moment",
        label: { "zh-CN": "合同期自", en: "From" },
        value: localInput(awarded + 7 * day),
      },
      {
        name: "end",
        kind: "moment",
        label: { "zh-CN": "合同期至", en: "Until" },
        value: localInput(awarded + 187 * day),
      },
    ];
  },
  data: (draft) => {
    const winner = awardOf(draft.process.record);
    if (winner === undefined) throw new FieldError("amount", "there is no award");
    const value = { amount: moneyOf(draft.values, "amount"), currency: "CNY" };
    return {
      ...commonBlock(draft, "CG-06", "sign"),
      counterparties: [{ id: winner.supplierId, kind: "organisation", role: "supplier" }],
      amount: value,
      ocid: draft.process.id,
      buyer,
      contracts: [
        {
          id: `${draft.process.id}-C1`,
          kind: "purchase",
          awardID: winner.id,
          legalRegime: "procurement_law",
          dateSigned: officeInstant(draft.openedAt),
          suppliers: [{ id: winner.supplierId }],
          value,
          period: { startDate: momentOf(draft.values, "start"), endDate: momentOf(draft.values, "end") },
        },
      ],
    };
  },
};
