import { localInput } from "../i18n/format.ts";
import type { ActForm } from "./act-form.ts";
import { buyer, commonBlock, tenderId } from "./common.ts";
import { numberAt, textAt } from "./record-view.ts";
import { moneyOf, momentOf } from "./values.ts";

const day = 86_400_000;
/** The demo office publishes every notice in two media, with the same text. */
const media = ["中国政府采购网", "滨江区公共资源交易网"].map((name) => ({
  name,
  contentHash: "demo-notice-text",
}));

/** Publish the tender notice and documents. */
export const publish: ActForm<"procurement.tender.published"> = {
  id: "publish",
  type: "procurement.tender.published",
  from: ["draft"],
  to: "published",
  post: "officer",
  title: { "zh-CN": "发布招标公告", en: "Publish the tender" },
  lead: {
    "zh-CN": "公告发布后，时限和限价不能再悄悄修改。",
    en: "Once published, time limits and ceiling cannot be changed quietly.",
  },
  verb: { "zh-CN": "发布公告", en: "Publish" },
  done: { "zh-CN": "发布招标公告", en: "Tender published" },
  fields: (process) => {
    const opened = Date.parse(textAt(process.record, "process.openedAt"));
    const start = Number.isNaN(opened) ? 0 : opened;
    const estimate = String(numberAt(process.record, "tender.value.amount") ?? "");
    return [
      {
        name: "start",
        kind: "moment",
        label: { "zh-CN": "招标文件开始提供", en: "Documents available from" },
        value: localInput(start),
      },
      {
        name: "end",
        kind: "moment",
        label: { "zh-CN": "投标截止", en: "Bid deadline" },
        value: localInput(start + 21 * day),
        hint: {
          "zh-CN": "依法必须招标的项目不少于 20 日",
          en: "At least 20 days where tendering is mandatory",
        },
      },
      {
        name: "ceiling",
        kind: "money",
        label: { "zh-CN": "最高投标限价（元）", en: "Ceiling price (CNY)" },
        value: estimate,
      },
    ];
  },
  data: (draft) => {
    const start = momentOf(draft.values, "start");
    const end = momentOf(draft.values, "end");
    const { record } = draft.process;
    return {
      ...commonBlock(draft, "CG-02", "publish"),
      ocid: draft.process.id,
      buyer,
      tender: {
        id: tenderId(draft.process.id),
        title: draft.process.title["zh-CN"],
        status: "active",
        procuringEntity: buyer,
        procurementMethod: "open",
        procurementMethodDetails: "公开招标",
        mainProcurementCategory: "goods",
        classification: { id: "A02010000" },
        mustTender: true,
        legalRegime: "procurement_law",
        value: { amount: numberAt(record, "tender.value.amount") ?? 0, currency: "CNY" },
        ceiling: { amount: moneyOf(draft.values, "ceiling"), currency: "CNY" },
        tenderPeriod: { startDate: start, endDate: end },
        documentPeriod: { startDate: start, endDate: end },
        awardCriteria: "ratedCriteria",
        media,
        priceWeight: 0.5,
      },
    };
  },
};
