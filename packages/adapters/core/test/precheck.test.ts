import type { JsonObject } from "@probity/contracts";
import { createTestProbity, type TestProbity } from "@probity/sdk/testing";
import { expect, test } from "vitest";
import { type Act, runPrecheck } from "../src/index.ts";

interface Asked {
  /** What the host remembers of who has which draft open. */
  readonly open?: string;
}

const data: JsonObject = { ocid: "ocds-1", actor: { personId: "p-1" } };
const act = (replaces: Act<Asked>["replaces"]): Act<Asked> => ({
  type: "procurement.award.decided",
  data: () => data,
  replaces,
});

/** What was recorded about pre-checks. */
const recorded = (probity: TestProbity): readonly unknown[] =>
  probity.eventsOf("precheck.decision.recorded").map(({ data: { precheck } }) => precheck);

test("AD-1, PC-4: a draft that is checked again takes the place of the check that the host names", async () => {
  const probity = createTestProbity();
  const again = act(({ open }) => open);
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  const first = await runPrecheck(probity, again, {}, onError);
  if (!first.ok) throw new Error("refused");
  expect(recorded(probity)).toHaveLength(1);

  const { decisionId, token } = first.value.decision;
  expect(await runPrecheck(probity, again, { open: token }, onError)).toMatchObject({ ok: true });
  expect(recorded(probity)).toContainEqual(expect.objectContaining({ id: decisionId, stage: "aborted" }));
  expect(errors).toEqual([]);
});

test("AD-1, PC-3: a host that cannot say which one stops no check", async () => {
  const probity = createTestProbity();
  const errors: unknown[] = [];
  const lost = act(() => {
    throw new Error("the session is gone");
  });
  const answer = await runPrecheck(probity, lost, {}, (error) => void errors.push(error));
  expect(answer).toMatchObject({ ok: true });
  expect(errors).toEqual([expect.objectContaining({ message: "the session is gone" })]);
  expect(recorded(probity)).toEqual([expect.objectContaining({ stage: "opened" })]);
});
