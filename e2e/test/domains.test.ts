import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { domains } from "../../packages/console/src/app/domains.ts";
import { noticeRules } from "../../packages/server/src/score/index.ts";

test("UI-1: the console knows every domain of a model and of what the server itself notices", () => {
  const models = join(import.meta.dirname, "../../packages/models/models");
  const ids = [...readdirSync(models), ...Object.keys(noticeRules)];
  const used = new Set(ids.map((id) => id.slice(0, id.indexOf("-"))));
  expect([...used].toSorted()).toEqual([...domains].toSorted());
});
