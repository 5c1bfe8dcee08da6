import type { Bid, Procurement } from "./corpus-event.ts";
import type { Random } from "./random.ts";

const titles = [
  "某县第一中学学生宿舍楼改造工程施工",
  "市政道路照明设备采购项目（二标段）",
  "进口原装医用影像设备采购",
  "培训服务年度框架采购",
  "Supply of office furniture for the county court",
  "Branded laboratory instruments for the quality institute",
  "农村饮水安全巩固提升工程监理服务",
  "Road maintenance works, northern districts, including drainage, signs, kerbs and winter service for two years",
] as const;
const certificates = [
  "AAA",
  "ISO9001",
  "ISO14001",
  "CMMI5",
  "safety licence",
  "grade-2 works",
  "LEED",
  "3C",
] as const;
const instant = Date.parse("2026-03-02T09:00:00Z");
const after = (hours: number): string =>
  new Date(instant + hours * 3_600_000).toISOString().replace(".000Z", "+00:00");

/** A value that repeats an earlier bid's with probability `share`: how linked bidders show. */
const repeated = (random: Random, share: number, earlier: readonly string[], fresh: string): string => {
  const first = earlier[0];
  return first !== undefined && random.chance(share) ? random.pick([first, ...earlier.slice(1)]) : fresh;
};

const makeBid = (random: Random, index: number, estimate: number, earlier: readonly Bid[]): Bid => {
  const account = repeated(
    random,
    0.004,
    earlier.map((bid) => bid.account),
    `6222${random.int(1e9, 9e9)}`,
  );
  const previous = earlier[0]?.amount;
  const amount = Math.round((estimate * random.int(78, 104)) / 100) - random.int(0, 90_000);
  return {
    id: `B${index + 1}`,
    bidder: `ORG-${random.int(100_000, 999_999)}`,
    person: repeated(
      random,
      0.005,
      earlier.map((bid) => bid.person),
      `hk1:${random.int(1e8, 9e8).toString(36)}`,
    ),
    phone: repeated(
      random,
      0.005,
      earlier.map((bid) => bid.phone),
      `hk1:${random.int(1e8, 9e8).toString(36)}`,
    ),
    account,
    payer: random.chance(0.985) ? account : `6217${random.int(1e9, 9e9)}`,
    ip: repeated(
      random,
      0.006,
      earlier.map((bid) => bid.ip),
      `10.${random.int(0, 255)}.${random.int(0, 255)}.${random.int(1, 254)}`,
    ),
    amount: previous !== undefined && random.chance(0.01) ? previous - 100_000 : amount,
    deposit: Math.trunc((estimate * random.pick([10, 15, 20, 20])) / 1000) + (random.chance(0.02) ? 100 : 0),
    minutesEarly: random.chance(0.01) ? -random.int(1, 30) : random.int(5, 900),
    technical: random.int(520, 960) / 10,
    rejected: random.chance(0.12),
  };
};

const makeTender = (
  random: Random,
  index: number,
  estimate: number,
  units: readonly string[],
): Procurement["tender"] => {
  const evaluators = random.pick([5, 5, 5, 7, 7, 4]);
  return {
    id: `T-2026-${1000 + index}${random.chance(0.03) ? "-X" : ""}`,
    title: random.pick(titles),
    method: random.pick(["open", "open", "open", "selective", "limited", "inquiry", "direct"]),
    category: random.pick(["works", "goods", "services"]),
    estimate,
    ceiling: Math.round(estimate * 1.02),
    publishedAt: after(0),
    deadlineAt: after(random.int(360, 900)),
    urgent: random.chance(0.15),
    criterion: random.pick(["lowest", "points", "points"]),
    certificates: [random.pick(certificates), random.pick(certificates)],
    weights: [
      { kind: random.chance(0.95) ? "price" : "cost", weight: random.int(25, 60) },
      { kind: "technical", weight: random.int(20, 50) },
      { kind: random.chance(0.96) ? "commercial" : "price", weight: random.int(5, 20) },
    ],
    documents: ["notice", "terms", random.chance(0.85) ? "drawings" : "annex"].map((kind) => ({
      kind,
      pages: random.int(1, 120),
    })),
    evaluators: Array.from({ length: evaluators }, (_, at) => ({
      id: `E${at + 1}-${random.int(1000, 9999)}`,
      unit: units[at] !== undefined && random.chance(0.02) ? units[at] : `U-${random.int(100, 999)}`,
      expert: at > 1 || random.chance(0.3),
    })),
  };
};

const makeContract = (
  random: Random,
  award: Procurement["award"],
  accounts: readonly string[],
): Procurement["contract"] => {
  const supplier = random.chance(0.97) ? award.supplier : `ORG-${random.int(100_000, 999_999)}`;
  const amount = award.amount + (random.chance(0.08) ? random.int(1, 500_000) : 0);
  return {
    supplier,
    amount,
    prepaid: Math.round((amount * random.pick([10, 20, 30, 30, 31])) / 100),
    retention: Math.round((amount * 3) / 100),
    signedAt: after(random.int(1000, 1800)),
    amendments: [
      { kind: "supplement", amount: Math.round((amount * random.int(1, 11)) / 100) },
      { kind: "schedule", amount: 0 },
    ],
    payments: Array.from({ length: 3 }, () => ({
      account: accounts[0] !== undefined && random.chance(0.93) ? accounts[0] : `6230${random.int(1e9, 9e9)}`,
      amount: Math.round((amount * random.int(10, 30)) / 100),
    })),
  };
};

/** A tender with 8 to 11 bids; about one in eight rules hits on it. */
export const makeProcurement = (random: Random, index: number): Procurement => {
  const estimate = random.int(5_000_000, 99_000_000);
  const bids: Bid[] = [];
  for (let count = random.int(8, 11); bids.length < count;)
    bids.push(makeBid(random, bids.length, estimate, bids));
  const best = bids
    .filter((bid) => !bid.rejected || random.chance(0.1))
    .toSorted((a, b) => a.amount - b.amount)[0];
  const decided = {
    supplier: best !== undefined && random.chance(0.97) ? best.bidder : `ORG-${random.int(100_000, 999_999)}`,
    amount: (best?.amount ?? estimate) + (random.chance(0.06) ? random.int(1, 9_000_000) : 0),
    decidedAt: after(random.int(920, 1000)),
  };
  const award = random.chance(0.7)
    ? { ...decided, reason: random.pick(["最低评标价且技术符合", "highest total score", "n/a"]) }
    : decided;
  const buyer = { id: `U-${random.int(100, 999)}`, region: `${random.int(110_000, 650_000)}` };
  const units = bids.map((bid, at) => (at % 2 === 0 ? bid.bidder : buyer.id));
  const accounts = bids.filter((bid) => bid.bidder === award.supplier).map((bid) => bid.account);
  return {
    buyer,
    tender: makeTender(random, index, estimate, units),
    bids,
    award,
    contract: makeContract(random, award, accounts),
  };
};
