import type { TestPerson } from "../../packages/server/test/support/test-server.ts";
import { operatorOf } from "../../packages/server/test/support/test-server.ts";

/** Who acts in the simulation, by role. */
export const staff = {
  dina: ["dispatcher"],
  hanna: ["handler"],
  adam: ["approver"],
  rita: ["reviewer"],
} as const;

/** The same person, asking another server. */
export const at = (person: TestPerson, url: string): TestPerson => ({
  ...person,
  ops: operatorOf(url, person.token),
});
