import type { Calendar } from "./calendar.ts";
import { type DemoEvent, eventOf } from "./event.ts";
import { money } from "./purchase.ts";
import { cashiers } from "./staff.ts";

/** A payment as it was asked for, checked, approved and carried out. */
export interface Payment {
  readonly id: string;
  readonly unit: string;
  readonly day: number;
  /** Of its approval; default: 10. */
  readonly hour?: number;
  readonly title: string;
  readonly payee: string;
  readonly amount: number;
  readonly contract?: string;
  readonly invoices: readonly string[];
  /** Default: the officer of the unit. */
  readonly requester: string;
  /** Default: `goods`. */
  readonly purpose?: string;
  readonly prepares?: string;
  readonly approves?: string;
  readonly account?: string;
  readonly method?: string;
  /** What the approval step says beside. */
  readonly step?: Readonly<Record<string, unknown>>;
}

/** From here on a payment needs a decision of the leadership meeting. */
const meetingFrom = 200_000;

/** What the finance system reports of a payment. */
export function paymentEvents(payment: Payment, calendar: Calendar): readonly DemoEvent[] {
  const { id, day, hour = 10 } = payment;
  const approver = payment.approves ?? cashiers.approves;
  const steps = [
    stepOf(payment, "prepare", payment.prepares ?? cashiers.prepares, calendar.at(day - 3, 14, 5), {}),
    stepOf(payment, "review", cashiers.reviews, calendar.at(day - 3, 16, 20), { requiredCodes: ["prepare"] }),
    stepOf(payment, "approve", approver, calendar.at(day, hour, 20), {
      requiredCodes: ["prepare", "review"],
      ...payment.step,
    }),
  ];
  const what = {
    id,
    unitId: payment.unit,
    budgetId: `ys-${payment.unit}`,
    ...(payment.contract === undefined ? {} : { contractId: payment.contract }),
    invoiceNumbers: payment.invoices,
    purposeCode: payment.purpose ?? "goods",
    amount: money(payment.amount),
    payeeId: payment.payee,
    payeeAccount: payment.account ?? `account-${payment.payee}`,
    payeeKind: "organisation",
  };
  const approved = eventOf(
    "finance",
    "finance.payment.approved",
    `${id}-approved`,
    calendar.at(day, hour, 25),
    {
      ...common(payment, "approve", approver),
      payment: {
        ...what,
        requestedAt: calendar.at(day - 3, 14),
        requesterId: payment.requester,
        ...(payment.amount >= meetingFrom ? { meetingId: `meeting-${String(day)}` } : {}),
      },
    },
  );
  const time = calendar.at(day, 15, 30);
  const executed = eventOf("finance", "finance.payment.executed", `${id}-executed`, time, {
    ...common(payment, "execute", cashiers.prepares),
    payment: {
      ...what,
      method: payment.method ?? "transfer",
      executedAt: time,
      direction: "out",
      status: "executed",
    },
  });
  return [...steps, approved, executed];
}

/** What every event of a payment says. */
const common = (payment: Payment, step: string, person: string): Readonly<Record<string, unknown>> => ({
  actor: { personId: person, unitId: "edu-finance", postId: postOf(step), channel: "human" },
  power: { code: `payment.${step}`, catalogueVersion: "2026" },
  process: { instanceId: payment.id, definitionId: "payment", step, outcome: outcomes[step] ?? "executed" },
  object: { type: "payment", id: payment.id, name: payment.title },
  counterparties: [{ id: payment.payee, kind: "organisation", role: "supplier" }],
  amount: money(payment.amount),
});

const outcomes: Readonly<Record<string, string>> = {
  prepare: "submitted",
  review: "approved",
  approve: "approved",
};

/** The post that makes a step. */
const postOf = (step: string): string => `finance-${step}`;

function stepOf(
  payment: Payment,
  code: string,
  person: string,
  time: string,
  more: Readonly<Record<string, unknown>>,
): DemoEvent {
  return eventOf("finance", "process.step.completed", `${payment.id}-${code}`, time, {
    ...common(payment, code, person),
    step: { code, completedAt: time, ...more },
  });
}

/** The list of powers of the finance office: which post may approve how much. */
export function authorityEvents(calendar: Calendar): readonly DemoEvent[] {
  const time = calendar.at(0, 8);
  return [
    { step: "review", limit: 9_000_000 },
    { step: "approve", limit: 12_000_000 },
  ].map(({ step, limit }) =>
    eventOf("finance", "power.authority.recorded", `authority-${step}`, time, {
      actor: { personId: "shi.lei", unitId: "edu-bureau", postId: "edu-bureau-deputy", channel: "human" },
      authority: {
        postId: postOf(step),
        powerCode: `payment.${step}`,
        limit: money(limit),
        validFrom: calendar.at(0, 0),
      },
    }),
  );
}
