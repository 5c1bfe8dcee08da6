import type { Locale } from "@probity/contracts";
import { organisationName } from "../demo/tenders.ts";
import { localInput } from "../i18n/format.ts";
import { FieldError, type ActDraft, type ActForm, type Field } from "./act-form.ts";
import { commonBlock, tenderId } from "./common.ts";
import { bidsOf, textAt, type BidView } from "./record-view.ts";
import { choiceOf, momentOf, scoreOf } from "./values.ts";

const verdicts = [
  { value: "valid", label: { "zh-CN": "有效", en: "Valid" } },
  { value: "late", label: { "zh-CN": "否决：逾期递交", en: "Rejected: received late" } },
  {
    value: "requirements",
    label: { "zh-CN": "否决：不满足实质性要求", en: "Rejected: mandatory requirement not met" },
  },
];

/** How long an evaluation usually takes, to prefill the form. */
const usualHours = 4;

/** Sign the evaluation report. May be done again before the award, to correct it. */
export const evaluate: ActForm<"procurement.bid.evaluated"> = {
  id: "evaluate",
  type: "procurement.bid.evaluated",
  from: ["opened", "evaluated"],
  to: "evaluated",
  post: "officer",
  title: { "zh-CN": "评标", en: "Evaluate the bids" },
  lead: {
    "zh-CN": "登记评标委员会对每份投标的结论和综合得分；名次按得分排列。",
    en: "Record the committee's verdict and total score of each bid; ranks follow the scores.",
  },
  verb: { "zh-CN": "签署评标报告", en: "Sign the report" },
  done: { "zh-CN": "签署评标报告", en: "Evaluation signed" },
  fields: (process) => {
    const opened = Date.parse(textAt(process.record, "tender.openedAt")) || 0;
    return [
      {
        name: "started",
        kind: "moment",
        label: { "zh-CN": "评标开始时间", en: "Evaluation started" },
        value: localInput(opened),
      },
      {
        name: "finished",
        kind: "moment",
        label: { "zh-CN": "评标结束时间", en: "Evaluation finished" },
        value: localInput(opened + usualHours * 3_600_000),
      },
      ...bidsOf(process.record).flatMap((bid, index) => fieldsOf(bid, index)),
    ];
  },
  data: (draft) => {
    const bids = ranked(draft);
    const startedAt = momentOf(draft.values, "started");
    const finishedAt = momentOf(draft.values, "finished");
    if (finishedAt <= startedAt) throw new FieldError("finished", "not after the start");
    return {
      ...commonBlock(draft, "CG-04", "evaluate"),
      ocid: draft.process.id,
      tender: { id: tenderId(draft.process.id) },
      evaluation: {
        startedAt,
        finishedAt,
        scores: bids.map(({ id, score }) => ({
          bidId: id,
          evaluatorId: draft.actor.id,
          criterionId: "total",
          score,
          signedAt: finishedAt,
        })),
      },
      bids: { details: bids.map(({ id, verdict, rank }) => detailOf(id, verdict, rank)) },
    };
  },
};

function fieldsOf(bid: BidView, index: number): readonly Field[] {
  const name = (locale: Locale): string => organisationName(bid.supplierId, bid.supplierName, locale);
  return [
    {
      name: `verdict_${index}`,
      kind: "choice",
      label: { "zh-CN": `${name("zh-CN")}：结论`, en: `${name("en")}: verdict` },
      value: bid.status === "disqualified" ? "requirements" : "valid",
      options: verdicts,
    },
    {
      name: `score_${index}`,
      kind: "number",
      label: { "zh-CN": `${name("zh-CN")}：综合得分（0–100）`, en: `${name("en")}: total score (0–100)` },
      value: String(Math.max(60, 95 - index * 4)),
    },
  ];
}

interface Ranked {
  readonly id: string;
  readonly verdict: string;
  readonly score: number;
  readonly rank?: number | undefined;
}

function ranked(draft: ActDraft): readonly Ranked[] {
  const bids = bidsOf(draft.process.record).map((bid, index) => ({
    id: bid.id,
    verdict: choiceOf(
      draft.values,
      `verdict_${index}`,
      verdicts.map(({ value }) => value),
    ),
    score: scoreOf(draft.values, `score_${index}`),
  }));
  const order = bids
    .filter((bid) => bid.verdict === "valid")
    .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  return bids.map((bid): Ranked => {
    const { id, verdict, score } = bid;
    return { id, verdict, score, rank: verdict === "valid" ? order.indexOf(bid) + 1 : undefined };
  });
}

type Detail = NonNullable<NonNullable<ReturnType<typeof evaluate.data>["bids"]>["details"]>[number];

function detailOf(id: string, verdict: string, rank: number | undefined): Detail {
  if (rank !== undefined) return { id, status: "valid", rank, missingDocuments: [] };
  const clauseRef = verdict === "late" ? "3.2" : "5.1";
  return {
    id,
    status: "disqualified",
    disqualification: { reasonCode: verdict, clauseRef },
    missingDocuments: [],
  };
}
