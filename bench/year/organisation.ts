import type { TestServer } from "../../packages/server/test/support/test-server.ts";

const validFrom = "2025-01-01";

/** Units that can be responsible, their department, and the two bodies of the chain, each with somebody in a post. */
export async function makeOrganisation(
  server: Pick<TestServer, "ops" | "addPerson">,
  count: number,
): Promise<readonly string[]> {
  const units = Array.from({ length: count }, (_, n) => `unit-${n + 1}`);
  const all = [
    ["bureau", "department"],
    ["body", "discipline_body"],
    ["district", "district_discipline_body"],
    ...units.map((id) => [id, "unit"] as const),
  ] as const;
  const post = async (kind: string, row: object): Promise<void> => {
    const { status, body } = await server.ops("POST", `/ops/org/${kind}`, row);
    if (status >= 300) throw new Error(`${kind}: ${status} ${JSON.stringify(body)}`);
  };
  for (const [id, kind] of all) {
    await post("units", { id, name: id, kind, validFrom });
    await server.addPerson(`head-${id}`);
    await post("posts", { id: `post-${id}`, name: id, unit: id, head: true, validFrom });
    await post("holders", { id: `holder-${id}`, post: `post-${id}`, person: `head-${id}`, validFrom });
  }
  for (const unit of units)
    await post("chain", {
      unit,
      businessDepartment: "bureau",
      disciplineOfDepartment: "body",
      districtDiscipline: "district",
      validFrom,
    });
  return units;
}
