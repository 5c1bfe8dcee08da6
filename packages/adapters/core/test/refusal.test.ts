import { errorTable } from "@probity/contracts";
import { expect, test } from "vitest";
import { refusal } from "../src/index.ts";

test("QU-3: a refusal is the row of the error table, with what to do next", () => {
  const entry = errorTable["PROBITY_E_TOKEN_PAYLOAD"];
  expect(refusal("PROBITY_E_TOKEN_PAYLOAD", "detail")).toEqual({
    status: entry.status,
    code: "PROBITY_E_TOKEN_PAYLOAD",
    problem: {
      type: "urn:probity:error:PROBITY_E_TOKEN_PAYLOAD",
      title: entry.title,
      status: entry.status,
      code: "PROBITY_E_TOKEN_PAYLOAD",
      detail: "detail",
      next: entry.next,
    },
  });
});

test("QU-3: a code of a newer SDK is still a refusal, never a pass; inherited names are no codes", () => {
  expect(refusal("PROBITY_E_OF_TOMORROW").status).toBe(403);
  expect(refusal("toString").problem.title).toBe("The act was refused.");
});
