/** A draft as the event type describes it. */
export interface Draft {
  readonly ocid: string;
  readonly tender: {
    readonly id: string;
    readonly title: string;
    readonly status: string;
    readonly procurementMethod: string;
    readonly mustTender: boolean;
    readonly mainProcurementCategory: string;
    readonly value: { readonly amount: number; readonly currency: string };
  };
}

/** A public tender that names no publication media: PROC-TND-009 hits it, on the draft alone. */
export const draft = (ocid: string): Draft => ({
  ocid,
  tender: {
    id: "T1",
    title: "Desks",
    status: "active",
    procurementMethod: "open",
    mustTender: true,
    mainProcurementCategory: "goods",
    value: { amount: 5_000_000, currency: "CNY" },
  },
});
