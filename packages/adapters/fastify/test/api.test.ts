import { expect, test } from "vitest";
import * as api from "../src/index.ts";

test("QU-1: the public API, by name", () => {
  expect(Object.keys(api).toSorted()).toEqual(["defineAct", "probityPlugin"]);
});
