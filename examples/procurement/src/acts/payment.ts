import { officeInstant } from "../i18n/format.ts";
import { unit } from "../people.ts";
import { FieldError, type ActForm } from "./act-form.ts";
import { commonBlock } from "./common.ts";
import { bidsOf, contractOf } from "./record-view.ts";
import { moneyOf } from "./values.ts";

/** Approve the payment. */
export const payment: ActForm<"finance.payment.approved"> = {
  id: "payment",
  type: "finance.payment.approved",
  from: ["contracted"],
  to: "paid",
  post: "finance",
  title: { "zh-CN": "付款审批", en: "Approve the payment" },
  lead: { "zh-CN": "核对合同、验收和收款人。", en: "Contract, acceptance and payee are matched." },
  verb: { "zh-CN": "批准付款", en: "Approve the payment" },
  done: { "zh-CN": "批准付款", en: "Payment approved" },
  fields: (process) => [
    {
      name: "amount",
      kind: "money",
      label: { "zh-CN": "付款金额（元）", en: "Sum to pay (CNY)" },
      value: String(contractOf(process.record)?.amount ?? ""),
    },
  ],
  data: (draft) => {
    const { record } = draft.process;
    const signed = contractOf(record);
    if (signed === undefined) throw new FieldError("amount", "there is no contract");
    const value = { amount: moneyOf(draft.values, "amount"), currency: "CNY" };
    const payee = bidsOf(record).find(({ supplierId }) => supplierId === signed.supplierId);
    return {
      ...commonBlock(draft, "CW-01", "approve"),
      counterparties: [{ id: signed.supplierId, kind: "organisation", role: "supplier" }],
      amount: value,
      payment: {
        id: `${draft.process.id}-P1`,
        unitId: unit.id,
        budgetId: `${draft.process.id}-B`,
        contractId: signed.id,
        acceptanceId: `${draft.process.id}-V1`,
        purposeCode: "goods",
        amount: value,
        payeeId: signed.supplierId,
        payeeAccount: `hash-${signed.supplierId}`,
        payeeAccountHolder: payee?.supplierName ?? signed.supplierId,
        payeeKind: "organisation",
        requestedAt: officeInstant(draft.openedAt),
        requesterId: "p-wang-min",
      },
    };
  },
};
