import { actData, type DemoEvent, eventOf } from "../history/event.ts";
import { paymentEvents } from "../history/payments.ts";
import { buyers, cashiers } from "../history/staff.ts";
import type { Plot } from "./plot.ts";

const { purchasing, first, second } = buyers;

/** How people approve (GEN-PRC, GEN-SOD), and what they do with warnings (GEN-PRE, GEN-WRN). */
export function approvalSchemes(plot: Plot): readonly DemoEvent[] {
  return [
    ...atOnce(plot),
    ...oddSteps(plot),
    ...oneHand(plot),
    ...secondTry(plot),
    ...standIn(plot),
    ...warnings(plot),
  ];
}

interface Step {
  readonly id: string;
  readonly definition: string;
  readonly code: string;
  readonly person: string;
  readonly time: string;
  readonly outcome?: string;
  readonly object?: string;
  readonly onBehalfOf?: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

const stepOf = (step: Step): DemoEvent => {
  const { id, definition, code, person, time, outcome = "approved", object = id, onBehalfOf, more } = step;
  const actor = { personId: person, unitId: "edu-bureau", postId: `bureau-${code}`, channel: "human" };
  return eventOf("finance", "process.step.completed", `${id}-${code}-${outcome}-${person}`, time, {
    actor: onBehalfOf === undefined ? actor : { ...actor, onBehalfOf },
    power: { code: `${definition}.${code}`, catalogueVersion: "2026" },
    process: {
      instanceId: id,
      definitionId: definition,
      step: code,
      outcome,
      contentLength: 640,
      attachmentPages: 3,
    },
    object: { type: "application", id: object, name: "资助申请" },
    step: { code, completedAt: time, ...more },
  });
};

/** Sixteen applications in four minutes (GEN-PRC-003). */
const atOnce = ({ calendar }: Plot): readonly DemoEvent[] =>
  Array.from({ length: 16 }, (_, n) =>
    stepOf({
      id: `zz-2026-${String(301 + n)}`,
      definition: "grant",
      code: "approve",
      person: "shi.lei",
      time: calendar.at(58, 17, 40 + Math.floor(n / 4), (n % 4) * 14),
    }),
  );

/** A step left out, and one that was recorded three days later (GEN-PRC-004). */
const oddSteps = ({ calendar }: Plot): readonly DemoEvent[] => [
  stepOf({
    id: "zz-2026-331",
    definition: "grant",
    code: "approve",
    person: "fan.rong",
    time: calendar.at(31, 11),
    more: { requiredCodes: ["interview"] },
  }),
  {
    ...stepOf({
      id: "zz-2026-332",
      definition: "grant",
      code: "approve",
      person: "meng.yue",
      time: calendar.at(69, 11),
    }),
    time: calendar.at(73, 9),
  },
];

/** Prepared and approved by one, and above what the post may (GEN-SOD-001, -002). */
const oneHand = ({ calendar }: Plot): readonly DemoEvent[] =>
  [
    { id: "951", day: 34, amount: 28_400.7, title: "印刷费", prepares: cashiers.approves },
    { id: "952", day: 75, amount: 15_930.2, title: "维修费", prepares: cashiers.approves },
    { id: "953", day: 59, amount: 13_460_000.5, title: "信息化项目款" },
  ].flatMap((plan) =>
    paymentEvents(
      {
        ...plan,
        id: `zf-2026-${plan.id}`,
        unit: purchasing.id,
        payee: `payee-${plan.id}`,
        contract: `ht-y${plan.id}`,
        invoices: [`fp-${plan.id}`],
        requester: purchasing.officer,
      },
      calendar,
    ),
  );

/** Refused by one, granted by another with the same papers (GEN-PRC-005). */
const secondTry = ({ calendar }: Plot): readonly DemoEvent[] =>
  [
    { n: 1, day: 47, person: "wei.ning", outcome: "rejected" },
    { n: 2, day: 56, person: "tian.xin", outcome: "approved" },
  ].map(({ n, day, person, outcome }) =>
    stepOf({
      id: `zz-2026-34${String(n)}`,
      definition: "grant",
      code: "approve",
      person,
      outcome,
      object: "student-aid-117",
      time: calendar.at(day, 10),
    }),
  );

/** In the name of somebody who gave no power (GEN-SOD-003). */
const standIn = ({ calendar }: Plot): readonly DemoEvent[] => [
  stepOf({
    id: "zz-2026-351",
    definition: "grant",
    code: "approve",
    person: "tian.xin",
    onBehalfOf: "shi.lei",
    time: calendar.at(80, 9, 30),
  }),
];

interface Precheck {
  readonly id: string;
  readonly day: number;
  readonly person: string;
  readonly unit: string;
  readonly precheck: Readonly<Record<string, unknown>>;
}

/** Stopped, gone on nevertheless, and let through in an emergency (GEN-PRE-001, GEN-WRN-001, -005). */
const warnings = ({ calendar }: Plot): readonly DemoEvent[] =>
  (
    [
      { id: "1", day: 36, ...buyer(purchasing), precheck: { stage: "opened", outcome: "block" } },
      { id: "2", day: 74, ...buyer(second), precheck: { stage: "opened", outcome: "block" } },
      {
        id: "3",
        day: 61,
        ...buyer(first),
        precheck: { stage: "committed", outcome: "justify", justification: "" },
      },
      {
        id: "4",
        day: 87,
        ...buyer(purchasing),
        precheck: { stage: "overridden", outcome: "block", breakGlass: true },
      },
    ] satisfies readonly Precheck[]
  ).map(({ id, day, person, unit, precheck }: Precheck) =>
    eventOf("purchasing", "precheck.decision.recorded", `precheck-${id}`, calendar.at(day, 10, 15), {
      ...actData({
        person,
        unit,
        definition: "purchase",
        instance: `cg-2026-99${id}`,
        step: "award",
        name: "定标前置校验",
      }),
      precheck: {
        id: `demo-precheck-${id}`,
        decisionPoint: "procurement.award.decided",
        mode: "enforced",
        openedAt: calendar.at(day, 10, 15),
        findings: [{ indicatorId: "PROC-AWD-007", result: "hit", action: "block" }],
        ...precheck,
      },
    }),
  );

const buyer = ({
  officer,
  id,
}: {
  readonly officer: string;
  readonly id: string;
}): Pick<Precheck, "person" | "unit"> => ({
  person: officer,
  unit: id,
});
