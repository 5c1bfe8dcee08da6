import { at, type TestPerson } from "./test-server.ts";

/** How many notices of a kind with a link a person has. */
export async function heard(person: Pick<TestPerson, "ops">, kind: string, link: string): Promise<number> {
  const { body } = await person.ops("GET", `/console/notifications?kind=${kind}&limit=500`);
  const notices = at(body, "notices");
  return (Array.isArray(notices) ? notices : []).filter((one) => at(one, "link") === link).length;
}
