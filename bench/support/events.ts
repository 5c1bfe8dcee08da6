import { randomUUID } from "node:crypto";
import type { ProbityEvent } from "@probity/contracts";

/** Data of an award of about 1 kB as JSON; `mark` makes the process its own. */
export const awardData = (mark: string): Readonly<Record<string, unknown>> => ({
  ocid: `ocds-bench-${mark}`,
  buyer: { id: "CN-110000-buyer-0001" },
  tender: { id: `tender-${mark}` },
  awards: [
    {
      id: "A1",
      status: "active",
      date: "2026-06-01T09:00:00+08:00",
      value: { amount: 1_250_000.5, currency: "CNY" },
      suppliers: [{ id: "CN-91110000-supplier-0007" }],
      candidateRank: 1,
      rankDeviationReason: filler,
    },
  ],
});

/** The type of {@link awardData}. */
export const awardType = "procurement.award.decided";

const filler = "The committee followed the ranking of the evaluation report. ".repeat(8).trim();

/** A tender of a unit with ten days to bid in, less than the law asks for: PROC-TND-001 hits (level 2, integrity). */
export const shortTender = (source: string, ocid: string, unitId: string): ProbityEvent => ({
  specversion: "1.0",
  id: randomUUID(),
  source,
  type: "procurement.tender.published",
  time: "2026-05-01T09:00:00+08:00",
  data: {
    ocid,
    actor: { personId: "clerk", unitId },
    tender: {
      id: "T1",
      title: "Desks",
      status: "active",
      procurementMethod: "open",
      mustTender: true,
      mainProcurementCategory: "goods",
      value: { amount: 5_000_000, currency: "CNY" },
      tenderPeriod: { startDate: "2026-05-01T09:00:00+08:00", endDate: "2026-05-11T09:00:00+08:00" },
    },
  },
});
