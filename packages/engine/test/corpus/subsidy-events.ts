import type { Subsidy } from "./corpus-event.ts";
import type { Random } from "./random.ts";

const start = Date.parse("2026-02-03T02:30:00Z");
const after = (hours: number): string => new Date(start + hours * 3_600_000).toISOString();
const idNumber = (random: Random): string =>
  `${random.int(110_000, 659_000)}19${random.int(40, 99)}${random.int(1_000_000, 9_999_999)}${random.chance(0.95) ? "X" : "x"}`;

const makeParcels = (random: Random): Subsidy["parcels"] =>
  Array.from({ length: random.int(6, 9) }, (_, at) => {
    const from = random.int(18_000, 19_500);
    return {
      plot: random.chance(0.04) ? "L-1" : `L-${at + 1}`,
      area: random.int(5, 490) / 10,
      crop: random.chance(0.98) ? random.pick(["wheat", "rice", "maize", "soy"]) : "tobacco",
      from,
      until: from + (random.chance(0.02) ? random.int(-5, 20) : 365),
    };
  });

/** A subsidy claim with six to nine parcels. */
export const makeSubsidy = (random: Random): Subsidy => {
  const account = `6228${random.int(1e9, 9e9)}`;
  const cap = random.pick([1_200_000, 2_400_000, 3_600_000]);
  const amount = Math.round((cap * random.int(40, 103)) / 100);
  const poor = random.chance(0.2);
  const household = Array.from({ length: random.int(2, 5) }, (_, at) => ({
    id: `M-${at + 1}`,
    relation: random.pick(["self", "spouse", "child", "parent"]),
    income: poor ? 0 : random.int(0, 5_200_000),
    cars: random.chance(0.15) ? 1 : 0,
    account: at === 0 ? account : `6228${random.int(1e9, 9e9)}`,
  }));
  const approval = {
    by: "OFF-1",
    amount,
    appliedAt: after(0),
    decidedAt: after(random.chance(0.1) ? 5 : random.int(25, 400)),
  };
  const share = random.chance(0.9) ? 12 : 1;
  return {
    programme: {
      code: random.pick(["GRAIN-01", "ELDER-01", "HOUSE-02"]),
      cap,
      rate: random.int(10, 90),
      incomeLimit: 2_500_000,
    },
    applicant: {
      id: "M-1",
      account,
      age: random.int(15, 88),
      deceased: random.chance(0.03),
      idNumber: idNumber(random),
      village: `V-${random.int(10, 99)}`,
    },
    household,
    parcels: makeParcels(random),
    payments: Array.from({ length: random.int(4, 7) }, (_, at) => ({
      payee: random.chance(0.98) ? "M-1" : "M-77",
      account: random.chance(0.98) ? account : `6229${random.int(1e9, 9e9)}`,
      amount: Math.trunc(amount / share),
      month: at + 1,
    })),
    checks: [
      { by: random.chance(0.05) ? "OFF-1" : "OFF-2", photos: random.int(0, 8), passed: random.chance(0.8) },
      { by: "OFF-3", photos: random.int(0, 5), passed: random.chance(0.6) },
    ],
    approval: random.chance(0.8)
      ? {
          ...approval,
          opinion: random.pick([
            "同意",
            "材料齐全，实地核查属实，建议按标准发放。",
            "documents complete, visited on site",
          ]),
        }
      : approval,
  };
};
