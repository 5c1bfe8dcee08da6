import { organisationName } from "../demo/tenders.ts";
import { officeInstant } from "../i18n/format.ts";
import { FieldError, type ActForm, type Field } from "./act-form.ts";
import { buyer, commonBlock, tenderId } from "./common.ts";
import { bidsOf } from "./record-view.ts";
import { choiceOf, moneyOf } from "./values.ts";

const reasons: NonNullable<Field["options"]> = [
  { value: "none", label: { "zh-CN": "无（按名次定标）", en: "None (by rank)" } },
  { value: "withdrew", label: { "zh-CN": "排名在前者放弃中标", en: "Higher-ranked bidder withdrew" } },
  { value: "force_majeure", label: { "zh-CN": "不可抗力不能履约", en: "Force majeure" } },
  { value: "bond_not_paid", label: { "zh-CN": "未按要求提交履约保证金", en: "Performance bond not paid" } },
  { value: "proven_offence", label: { "zh-CN": "查实存在影响中标结果的违法行为", en: "Proven offence" } },
];

/** Decide the winner. */
export const award: ActForm<"procurement.award.decided"> = {
  id: "award",
  type: "procurement.award.decided",
  from: ["evaluated"],
  to: "awarded",
  post: "approver",
  title: { "zh-CN": "定标审批", en: "Approve the award" },
  lead: {
    "zh-CN": "确定中标人和中标价。提交之前，系统会当场核对。",
    en: "Decide the winner and the price. The decision is checked on the spot, before you submit it.",
  },
  verb: { "zh-CN": "批准定标", en: "Approve the award" },
  done: { "zh-CN": "定标", en: "Award decided" },
  fields: (process) => {
    const bids = bidsOf(process.record).filter((bid) => bid.status === "valid");
    return [
      {
        name: "bid",
        kind: "choice",
        label: { "zh-CN": "中标人", en: "Winner" },
        value: bids[0]?.id ?? "",
        options: bids.map((bid) => ({
          value: bid.id,
          label: {
            "zh-CN": `第 ${bid.rank ?? "–"} 名　${organisationName(bid.supplierId, bid.supplierName, "zh-CN")}`,
            en: `Rank ${bid.rank ?? "–"} · ${organisationName(bid.supplierId, bid.supplierName, "en")}`,
          },
        })),
      },
      {
        name: "amount",
        kind: "money",
        label: { "zh-CN": "中标价（元）", en: "Award price (CNY)" },
        value: String(bids[0]?.amount ?? ""),
      },
      {
        name: "reason",
        kind: "choice",
        label: { "zh-CN": "未选第一名的原因", en: "Reason for passing over rank 1" },
        value: "none",
        options: reasons,
      },
    ];
  },
  data: (draft) => {
    const bids = bidsOf(draft.process.record);
    const bidId = choiceOf(
      draft.values,
      "bid",
      bids.map(({ id }) => id),
    );
    const reason = choiceOf(
      draft.values,
      "reason",
      reasons.map(({ value }) => value),
    );
    const bid = bids.find(({ id }) => id === bidId);
    if (bid?.rank === undefined) throw new FieldError("bid", "not a ranked bid");
    const value = { amount: moneyOf(draft.values, "amount"), currency: bid.currency };
    return {
      ...commonBlock(draft, "CG-05", "approve"),
      counterparties: [{ id: bid.supplierId, kind: "organisation", role: "supplier" }],
      amount: value,
      ocid: draft.process.id,
      buyer,
      tender: { id: tenderId(draft.process.id) },
      awards: [
        {
          id: `${draft.process.id}-A1`,
          status: "active",
          date: officeInstant(draft.openedAt),
          suppliers: [{ id: bid.supplierId }],
          value,
          relatedBid: bid.id,
          candidateRank: bid.rank,
          ...(reason === "none" ? {} : { rankDeviationReason: reason }),
        },
      ],
    };
  },
};
