import type { Desk } from "../support/desk.ts";

/** Before anything that is played. */
const validFrom = "2010-01-01";

/** Makes units that can be responsible, their department, and the two bodies of the chain, each with somebody in a post. */
export async function makeOrganisation(operator: Desk, units: readonly string[]): Promise<void> {
  const all = [
    ["bureau", "department"],
    ["body", "discipline_body"],
    ["district", "district_discipline_body"],
    ...units.map((id) => [id, "unit"] as const),
  ] as const;
  const add = (kind: string, row: object): Promise<unknown> =>
    operator.ask("POST", `/ops/org/${kind}`, { ...row, validFrom });
  for (const [id, kind] of all) {
    await add("units", { id, name: id, kind });
    await operator.ask("POST", "/ops/people", { id: `head-${id}` });
    await add("posts", { id: `post-${id}`, name: id, unit: id, head: true });
    await add("holders", { id: `holder-${id}`, post: `post-${id}`, person: `head-${id}` });
  }
  for (const unit of units)
    await add("chain", {
      unit,
      businessDepartment: "bureau",
      disciplineOfDepartment: "body",
      districtDiscipline: "district",
    });
}
