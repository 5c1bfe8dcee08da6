import type { JsonObject, Model } from "@probity/contracts";
import { builtinEvents } from "@probity/contracts/schemas";
import { re2 } from "@probity/engine/re2";
import { builtinModels, packModel, runCases } from "@probity/models";
import { type Answer, at, type TestPerson } from "./test-server.ts";
import { beforeLook } from "./until.ts";

/** Model of the rule that looks at the period of a tender. */
export const modelId = "PROC-TND";
/** Its rule: hits when the period is shorter than the limit, 20 days in version 1.0.0. */
export const ruleId = "PROC-TND-001";

/** The built-in model with other versions and another limit. */
export function changedModel(over: {
  readonly version: string;
  readonly ruleVersion?: string;
  readonly limit?: number;
  readonly change?: (model: Model) => Model;
}): Model {
  const found = builtinModels().find(({ model }) => model.id === modelId);
  if (found === undefined) throw new Error(`no model ${modelId}`);
  const { version, ruleVersion = version, limit = 25, change = (model) => model } = over;
  // A copy that nobody else changes.
  const model = structuredClone(found.model) as unknown as { rules: { id: string; version: string }[] };
  const rule = model.rules.find(({ id }) => id === ruleId);
  if (rule === undefined) throw new Error(`no rule ${ruleId}`);
  Object.assign(rule, { version: ruleVersion });
  Object.assign(at(rule, "params", "limitCn") as object, { default: limit });
  return change({ ...(model as unknown as Model), version });
}

/** A model as a pack, with those of the built-in cases that hold for it. */
export function packOf(model: Model): JsonObject {
  const found = builtinModels().find(({ model: other }) => other.id === model.id);
  const cases = found?.cases ?? [];
  const ok = runCases({ model, cases }, Object.values(builtinEvents), { regex: re2 });
  // A pack is JSON.
  return JSON.parse(
    packModel({ model, cases: cases.filter((_, index) => ok[index]?.ok === true) }),
  ) as JsonObject;
}

/** Speaks about one version as a person. */
export function versionApi(
  version: string,
  id: string = modelId,
): (person: Pick<TestPerson, "ops">, step: string, body?: object) => Promise<Answer> {
  return (person, step, body = {}) => person.ops("POST", `/ops/models/${id}/${version}/${step}`, body);
}

/** Waits until a job has ended and gives its last view. */
export async function jobEnd(person: Pick<TestPerson, "ops">, id: unknown): Promise<Answer> {
  const deadline = Date.now() + 60_000;
  for (let looks = 0; ; looks++) {
    // oxlint-disable-next-line no-await-in-loop
    const answer = await person.ops("GET", `/ops/jobs/${String(id)}`);
    const state = at(answer.body, "state");
    if (state !== "queued" && state !== "running") return answer;
    if (Date.now() > deadline)
      throw new Error(`job ${String(id)} does not end: ${JSON.stringify(answer.body)}`);
    // oxlint-disable-next-line no-await-in-loop
    await beforeLook(looks);
  }
}

/** Hands a draft in and takes it through check, backtest and shadow into review, all by one person. */
export async function bringToReview(author: TestPerson, model: Model): Promise<void> {
  need(await author.ops("POST", "/ops/models/drafts", { pack: packOf(model) }), 201);
  await proveAndSubmit(author, model.version);
}

function need(answer: Answer, status = 200): Answer {
  if (answer.status !== status) throw new Error(JSON.stringify(answer.body));
  return answer;
}

/** Takes a draft that is there through check, backtest and shadow into review. */
export async function proveAndSubmit(author: TestPerson, version: string): Promise<void> {
  const step = versionApi(version);
  need(await step(author, "check"));
  const { body } = need(await step(author, "backtests"), 202);
  await jobEnd(author, at(body, "id"));
  need(await step(author, "shadow"));
  need(await step(author, "submit"));
}
