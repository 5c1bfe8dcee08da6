import { localInput } from "../i18n/format.ts";
import type { ActForm } from "./act-form.ts";
import { commonBlock, tenderId } from "./common.ts";
import { bidsOf, textAt } from "./record-view.ts";
import { momentOf } from "./values.ts";

/** Open the bids. */
export const openBids: ActForm<"procurement.bid.opened"> = {
  id: "open",
  type: "procurement.bid.opened",
  from: ["published"],
  to: "opened",
  post: "officer",
  title: { "zh-CN": "开标", en: "Open the bids" },
  lead: {
    "zh-CN": "开标前核对已递交的投标家数。",
    en: "The number of bids received is checked before they are opened.",
  },
  verb: { "zh-CN": "开标", en: "Open bids" },
  done: { "zh-CN": "开标", en: "Bids opened" },
  fields: (process) => [
    {
      name: "openedAt",
      kind: "moment",
      label: { "zh-CN": "开标时间", en: "Opened at" },
      value: localInput(Date.parse(textAt(process.record, "tender.tenderPeriod.endDate")) || 0),
    },
  ],
  data: (draft) => ({
    ...commonBlock(draft, "CG-03", "open"),
    ocid: draft.process.id,
    tender: {
      id: tenderId(draft.process.id),
      numberOfTenderers: new Set(bidsOf(draft.process.record).map((bid) => bid.supplierId)).size,
      openedAt: momentOf(draft.values, "openedAt"),
    },
  }),
};
