import { appealReasons, appealStates, type AppealRequest } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import { body } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { stages } from "../decisions/index.ts";
import { namedPerson } from "../org/index.ts";
import { answerOf, listOf, query } from "../ops/describe.ts";
import { type PageQuery, pageQuery } from "../ops/page.ts";
import { personOf } from "../people/index.ts";
import { createDisclosures } from "./disclosures.ts";
import { listMyPrechecks } from "./my-prechecks.ts";
import { raiseAppeal } from "./raise.ts";
import { appealFields, key, raisedAnswer } from "./schemas.ts";
import { momentOrNone, text, textOrNone, yesNo } from "../ops/answer-parts.ts";

const ruleOrNull = { ...textOrNone, description: "Null where its name was not disclosed" } as const;
const finding = answerOf({
  rule: ruleOrNull,
  name: { type: ["object", "null"], properties: { "zh-CN": text, en: text }, required: ["zh-CN", "en"] },
});
const appeal = answerOf({
  rule: ruleOrNull,
  reason: { enum: appealReasons },
  text,
  raisedAt: { ...text, format: "date-time" },
  state: { enum: appealStates },
  answers: { type: "array", items: text },
  answeredAt: momentOrNone,
});
const precheck = answerOf({
  source: text,
  id: text,
  openedAt: momentOrNone,
  subject: textOrNone,
  decisionPoint: textOrNone,
  outcome: textOrNone,
  stage: { enum: stages },
  justified: yesNo,
  breakGlass: yesNo,
  findings: { type: "array", items: finding },
  appeals: { type: "array", items: appeal },
  mayAppeal: yesNo,
});
const params = {
  type: "object",
  properties: { source: key(200), id: key(200) },
  required: ["source", "id"],
} as const;

const describe = (operationId: string, summary: string, more: object): object => ({
  operationId,
  summary,
  tags: ["console"],
  ...more,
});

interface ById {
  readonly Params: { readonly source: string; readonly id: string };
}

/** `/console/my/prechecks`: what was checked in one's own name, and appeals against it (UI-2). */
export function registerMyPrechecks(app: FastifyInstance, context: Context): void {
  const disclosures = createDisclosures(context.store);
  app.get<{ Querystring: PageQuery }>(
    "/my/prechecks",
    {
      config: { access: "signed-in" },
      schema: describe("listMyPrechecks", "List the pre-checks in one's own name, as they were disclosed", {
        querystring: query(pageQuery),
        response: { 200: listOf("prechecks", "The newest first", precheck) },
      }),
    },
    async ({ query: asked, actor }) => await listMyPrechecks(context, disclosures, personOf(actor), asked),
  );
  app.post<ById & { Body: Omit<AppealRequest, "personId"> }>(
    "/my/prechecks/:source/:id/appeal",
    {
      config: { access: "signed-in" },
      schema: describe("appealMyPrecheck", "Say that what a pre-check found is a false alarm", {
        params,
        body: body(appealFields, ["text"]),
        response: { 201: raisedAnswer },
      }),
    },
    async ({ params: { source, id }, body: said, actor }, reply) => {
      const { keys: names } = namedPerson(await context.organisation.book(), personOf(actor));
      await raiseAppeal(context, disclosures, { ...said, source, id, names, via: "console" });
      return await reply.status(201).send({ precheckId: id, state: "open" });
    },
  );
}
