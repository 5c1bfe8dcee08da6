import { randomUUID } from "node:crypto";
import type { ProbityEvent } from "@probity/contracts";

/** A valid award; `over` replaces attributes. */
export function award(source: string, over: Partial<ProbityEvent> = {}): ProbityEvent {
  return {
    specversion: "1.0",
    id: randomUUID(),
    source,
    type: "procurement.award.decided",
    time: "2026-05-01T09:00:00+08:00",
    data: {
      ocid: `ocds-${randomUUID()}`,
      awards: [{ id: "A1", value: { amount: 1000.5, currency: "CNY" } }],
    },
    ...over,
  };
}

/** A tender notice whose bidding period is `days` long; under 20 the indicator PROC-TND-001 hits. */
export function tender(
  source: string,
  ocid: string,
  days: number,
  over: Partial<ProbityEvent> = {},
): ProbityEvent {
  const start = Date.UTC(2026, 4, 1, 1);
  const at = (offset: number): string => new Date(start + offset * 86_400_000).toISOString();
  return {
    specversion: "1.0",
    id: randomUUID(),
    source,
    type: "procurement.tender.published",
    time: at(0),
    data: {
      ocid,
      tender: {
        id: "T1",
        title: "Desks",
        status: "active",
        procurementMethod: "open",
        mustTender: true,
        mainProcurementCategory: "goods",
        value: { amount: 5_000_000, currency: "CNY" },
        tenderPeriod: { startDate: at(0), endDate: at(days) },
      },
    },
    ...over,
  };
}
