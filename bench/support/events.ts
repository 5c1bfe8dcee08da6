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
