import { type Desk, deskOf } from "../../bench/support/desk.ts";
import { at } from "../../bench/support/json.ts";
import type { Stage } from "./stage.ts";

/** Who works at the centre and in the unit. */
export type Name = keyof typeof staff;

/** Those people, each with a desk of their own. */
export type Staff = Readonly<Record<Name, Desk>>;

/** Roles that take effect at once; those of discipline take a second person, below. */
const staff = {
  ada: { name: "阿达", roles: ["admin"] },
  dina: { name: "狄娜", roles: ["dispatcher"] },
  hanna: { name: "韩娜", roles: ["handler", "approver"] },
  hugo: { name: "胡戈", roles: ["handler"] },
  adam: { name: "亚当", roles: ["approver"] },
  rita: { name: "丽塔", roles: ["reviewer"] },
  cora: { name: "柯拉", roles: ["reviewer"] },
  petra: { name: "佩特拉", roles: ["appraiser"] },
  paul: { name: "保罗", roles: ["appraiser"] },
  olga: { name: "奥尔加", roles: [] },
} as const;

/** They work on the integrity side: olga, who audits, agrees to adam, and he to the others. */
const inspectors = ["adam", "hanna", "rita", "cora", "petra", "paul"] as const;

/** Who approved the payment, as the business system knows them, and where. */
export const subject = { person: "h1", unit: "finance-office" } as const;

const validFrom = "2025-01-01";
const paths = {
  unit: "units",
  chain: "chain",
  post: "posts",
  holder: "holders",
  relation: "relations",
} as const;

const units = [
  { id: "district", name: "区纪工委", nameEn: "District discipline body", kind: "district_discipline_body" },
  { id: "bureau", name: "财政局", nameEn: "Bureau of finance", kind: "department" },
  { id: "body", name: "驻局纪检组", nameEn: "Discipline body of the bureau", kind: "discipline_body" },
  { id: subject.unit, name: "资金科", nameEn: "Finance office", kind: "unit", parent: "bureau" },
];

const posts = [
  { unit: "district", person: "paul" },
  { unit: "bureau", person: "petra" },
  { unit: "body", person: "adam" },
] as const;

/** Registers people, units, the chain of supervision, a declared relation, and roles; each of it is in the log. */
export async function makeOrganisation(stage: Stage): Promise<Staff> {
  const { operator, ledger } = stage;
  const desks: Record<string, Desk> = {};
  for (const [id, { name }] of Object.entries(staff)) {
    // oxlint-disable-next-line no-await-in-loop -- few
    const issued = await operator.ask("POST", "/ops/people", { id, name });
    ledger.expect("account.person.changed", "account", { person: id, change: "added" });
    desks[id] = deskOf(stage.url, String(at(issued, "token")));
    // The first administrator is made while there is nobody who could agree.
    // oxlint-disable-next-line no-await-in-loop -- as above
    if (id === "ada") await give(stage, operator, id, "admin");
  }
  const add = async (kind: keyof typeof paths, id: string, row: object): Promise<void> => {
    await operator.ask("POST", `/ops/org/${paths[kind]}`, { ...row, validFrom });
    ledger.expect("directory.entry.changed", "entry", { kind, id });
  };
  for (const unit of units)
    // oxlint-disable-next-line no-await-in-loop -- a unit has its parent first
    await add("unit", unit.id, unit);
  for (const { unit, person } of posts) {
    // oxlint-disable-next-line no-await-in-loop -- a post has its unit first
    await add("post", `${unit}-head`, { id: `${unit}-head`, name: unit, unit, head: true });
    // oxlint-disable-next-line no-await-in-loop -- a holder has the post first
    await add("holder", `${unit}-1`, { id: `${unit}-1`, post: `${unit}-head`, person });
  }
  const bodies = {
    businessDepartment: "bureau",
    disciplineOfDepartment: "body",
    districtDiscipline: "district",
  };
  await add("chain", subject.unit, { unit: subject.unit, ...bodies });
  await add("relation", "r-1", { id: "r-1", from: "cora", to: `person:${subject.person}`, kind: "spouse" });
  // One of each name.
  const all = desks as Staff;
  await giveRoles(stage, all);
  stage.note({
    "zh-CN": `${units.length} 个单位、${Object.keys(staff).length} 人；${inspectors.length} 人的纪检角色均由两人授予；cora 申报为 ${subject.person} 的配偶`,
    en: `${units.length} units, ${Object.keys(staff).length} people; two persons gave each of ${inspectors.length} the role of discipline; cora is declared the spouse of ${subject.person}`,
  });
  return all;
}

async function give({ ledger }: Stage, by: Desk, holder: string, role: string): Promise<unknown> {
  ledger.expect("account.grant.changed", "grant", { holder, role, change: "given" });
  return await by.ask("POST", `/ops/people/${holder}/grants`, { role });
}

/** Roles that reach far take two persons: ada asks for them, and somebody else agrees. */
async function giveRoles(stage: Stage, people: Staff): Promise<void> {
  for (const [id, { roles }] of Object.entries(staff).filter(([name]) => name !== "ada"))
    for (const role of roles)
      // oxlint-disable-next-line no-await-in-loop -- few
      await give(stage, people.ada, id, role);
  await giveByTwo(stage, [people.ada, stage.operator], "olga", "auditor");
  for (const id of inspectors)
    // oxlint-disable-next-line no-await-in-loop -- adam comes first, and agrees to the others
    await giveByTwo(stage, [id === "adam" ? people.olga : people.adam, people.ada], id, "discipline");
}

async function giveByTwo(
  stage: Stage,
  [agrees, asks]: readonly [Desk, Desk],
  holder: string,
  role: string,
): Promise<void> {
  const asked = await give(stage, asks, holder, role);
  await agrees.ask("POST", `/ops/requests/${String(at(asked, "request", "id"))}/approve`);
}
