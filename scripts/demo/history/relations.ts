import { advisers, companies, experts, tied } from "./companies.ts";
import { buyers, cashiers } from "./staff.ts";

/** A relation as a register states it, in the form of the server's import. */
export interface Relation {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly share?: number;
}

const organisation = (id: string): string => `organisation:${id}`;
const party = (id: string): string => `party:${id}`;
const phone = (number: string): string => `phone:${number.replaceAll("-", "")}`;

/** The business register and what officials declared: everybody of the history is in it, most with nothing to say. */
export function relations(): readonly Relation[] {
  return [...registered(), ...people(), ...planted()];
}

const registered = (): readonly Relation[] => [
  ...companies.flatMap(({ id, name, phone: number, head }): readonly Relation[] => [
    { from: organisation(id), to: `name:${name}`, kind: "has_name" },
    { from: organisation(id), to: phone(number), kind: "has_phone" },
    { from: party(head), to: organisation(id), kind: "legal_representative" },
    { from: party(head), to: organisation(id), kind: "shareholder", share: 0.2 },
    {
      from: organisation(id),
      to: `address:高新区创业路${id.slice(-5, -3)}${id.slice(12, 15)}号`,
      kind: "has_premises",
    },
  ]),
  ...Object.values(advisers).flatMap(({ id, name, phone: number }): readonly Relation[] => [
    { from: organisation(id), to: `name:${name}`, kind: "has_name" },
    { from: organisation(id), to: phone(number), kind: "has_phone" },
  ]),
];

/** Officials, experts and where these work. */
function people(): readonly Relation[] {
  const ids = [
    ...Object.values(buyers).flatMap(({ officer, decider }) => [officer, decider]),
    ...Object.values(cashiers),
    "shi.lei",
    "wei.ning",
    "tian.xin",
    ...experts.map(({ id }) => id),
    ...experts.map(({ employer }) => employer),
    "edu-bureau",
  ];
  return [...new Set(ids)].map((id, n) => ({
    from: party(id),
    to: phone(`0571-8701${String(1_000 + n)}`),
    kind: "has_phone",
  }));
}

const planted = (): readonly Relation[] => [
  { from: party("ruan.dehai"), to: organisation(tied.ownedTogether[0].id), kind: "shareholder", share: 0.6 },
  { from: party("ruan.dehai"), to: organisation(tied.ownedTogether[1].id), kind: "shareholder", share: 0.55 },
  ...tied.samePhone.map(({ id }) => ({
    from: organisation(id),
    to: phone("0571-86660000"),
    kind: "has_phone",
  })),
  ...tied.samePremises.map(({ id }) => ({
    from: organisation(id),
    to: "address:滨江区江南大道88号瑞丰大厦6楼",
    kind: "has_premises",
  })),
  // One head of two firms, and heads who are married.
  {
    from: party(tied.samePremises[0].head),
    to: organisation(tied.samePremises[1].id),
    kind: "legal_representative",
  },
  { from: party(tied.samePhone[0].head), to: party(tied.samePhone[1].head), kind: "spouse" },
  { from: party(buyers.purchasing.decider), to: party("peng.yan"), kind: "sibling" },
  { from: party("peng.yan"), to: organisation(tied.ofRelative.id), kind: "shareholder", share: 0.4 },
];
