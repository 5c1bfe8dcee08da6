import type { DemoEvent } from "../history/event.ts";
import { type Payment, paymentEvents } from "../history/payments.ts";
import { buyers, cashiers } from "../history/staff.ts";
import { tied } from "../history/companies.ts";
import type { Plot } from "./plot.ts";

const { purchasing, works, first, second } = buyers;

type Plan = Pick<Payment, "id" | "day" | "amount" | "title"> & Partial<Payment>;

/** What is wrong with payments (FIN-PAY). */
export function paymentSchemes({ calendar }: Plot): readonly DemoEvent[] {
  const pay = (plan: Plan): readonly DemoEvent[] => {
    const unit = plan.unit ?? purchasing.id;
    const payment = {
      payee: tied.standing.id,
      invoices: [`fp-${plan.id}`],
      requester: purchasing.officer,
      ...plan,
    };
    return paymentEvents({ ...payment, id: `zf-2026-${plan.id}`, unit }, calendar);
  };
  return [
    ...twice.flatMap((plan) => pay(plan)),
    ...inParts.flatMap((plan) => pay(plan)),
    ...newAccounts.flatMap((plan) => pay(plan)),
    ...inCash.flatMap((plan) => pay(plan)),
    ...ownRequests.flatMap((plan) => pay(plan)),
  ];
}

/** The same invoice, or the same sum for the same contract, a second time (FIN-PAY-002). */
const twice: readonly Plan[] = [
  {
    id: "901",
    day: 30,
    amount: 48_620.5,
    title: "网络设备尾款",
    invoices: ["044031900111"],
    contract: "ht-x1",
  },
  {
    id: "902",
    day: 52,
    amount: 48_110,
    title: "网络设备尾款",
    invoices: ["044031900111"],
    contract: "ht-x1",
  },
  {
    id: "903",
    day: 61,
    amount: 23_480.2,
    title: "绿化养护费",
    unit: first.id,
    payee: tied.favourite.id,
    contract: "ht-x2",
  },
  {
    id: "904",
    day: 72,
    amount: 23_480.2,
    title: "绿化养护费",
    unit: first.id,
    payee: tied.favourite.id,
    contract: "ht-x2",
  },
];

/** Three payments in a week that each stay below the limit of the leadership meeting (FIN-PAY-004). */
const inParts: readonly Plan[] = [66, 68, 70].map((day, n) => ({
  id: `91${String(n)}`,
  day,
  amount: 186_300.4 + n * 4_210,
  title: `实训室改造款（${String(n + 1)}）`,
  unit: works.id,
  payee: tied.samePremises[0].id,
  requester: works.officer,
  contract: "ht-x3",
}));

/** An account that nobody knows, just before the money goes (FIN-PAY-006). */
const newAccounts: readonly Plan[] = [
  { id: "921", day: 20, amount: 61_200.3, title: "设备款", payee: tied.samePhone[0].id, contract: "ht-x4" },
  {
    id: "922",
    day: 55,
    amount: 82_350.6,
    title: "设备款",
    payee: tied.samePhone[0].id,
    contract: "ht-x5",
    account: "account-new-1",
  },
  {
    id: "923",
    day: 28,
    amount: 57_900.1,
    title: "配送款",
    unit: second.id,
    payee: tied.designer.id,
    contract: "ht-x6",
  },
  {
    id: "924",
    day: 79,
    amount: 74_020.7,
    title: "配送款",
    unit: second.id,
    payee: tied.designer.id,
    contract: "ht-x7",
    account: "account-new-2",
  },
];

/** In cash what is always transferred (FIN-PAY-008). */
const inCash: readonly Plan[] = [
  { id: "931", day: 33, amount: 6_800, title: "劳务费", unit: second.id, method: "cash", contract: "ht-x8" },
  {
    id: "932",
    day: 81,
    amount: 12_400,
    title: "评审费",
    unit: first.id,
    payee: "reviewers",
    method: "cash",
    contract: "ht-x9",
  },
];

/** Who asks approves, or gets the money, or there is no paper at all (FIN-PAY-009). */
const ownRequests: readonly Plan[] = [
  { id: "941", day: 38, amount: 18_260.5, title: "会务费", requester: cashiers.approves, contract: "ht-x10" },
  { id: "942", day: 63, amount: 9_420.8, title: "差旅费", payee: cashiers.approves },
  { id: "943", day: 86, amount: 36_000.6, title: "咨询费", payee: "consultant-1", invoices: [] },
];
