import type { FastifyInstance } from "fastify";
import { noteRead } from "../access/index.ts";
import type { Context } from "../context.ts";
import { answerOf, listOf } from "../ops/describe.ts";
import { filter, keyedPageQuery } from "../ops/page.ts";
import { stages } from "./decision.ts";
import { listPrechecks, type PrecheckFilter, precheckStates, showPrecheck } from "./holds.ts";
import { countOrNone, momentOrNone, text, textOrNone, yesNo } from "../ops/answer-parts.ts";

/** By what pre-checks are looked for. */
export const precheckFilterProperties: Readonly<Record<string, object>> = {
  state: { type: "string", enum: precheckStates, default: "open" },
  source: filter,
  point: filter,
  subject: filter,
  outcome: filter,
};

const listQuery = {
  type: "object",
  properties: { ...precheckFilterProperties, ...keyedPageQuery },
  additionalProperties: false,
} as const;
const params = {
  type: "object",
  properties: {
    source: { type: "string", minLength: 1, maxLength: 200 },
    id: { type: "string", minLength: 1, maxLength: 200 },
  },
  required: ["source", "id"],
} as const;

const precheck = {
  source: text,
  id: text,
  stage: { enum: stages, description: "Open ones are `opened` or `overridden`" },
  decisionPoint: textOrNone,
  subject: textOrNone,
  outcome: textOrNone,
  mode: textOrNone,
  person: { ...textOrNone, description: "Who asked: a pseudonym" },
  unit: textOrNone,
  openedAt: momentOrNone,
  expiresAt: momentOrNone,
  closedAt: momentOrNone,
  ageSeconds: countOrNone,
  justified: yesNo,
  breakGlass: yesNo,
  actEventId: textOrNone,
};
const finding = answerOf(
  { rule: text, result: text, binding: text, action: text, weakenedFrom: text, exception: text },
  ["binding", "action", "weakenedFrom", "exception"],
);
const wholeAnswer = answerOf({
  ...precheck,
  answeredBy: textOrNone,
  degraded: { type: ["boolean", "null"] },
  bundleVersion: countOrNone,
  bundleHash: textOrNone,
  draftHash: textOrNone,
  position: countOrNone,
  actPosition: countOrNone,
  parity: textOrNone,
  findings: { type: "array", items: finding },
});

/** `/ops/prechecks`: what was asked before acts, and what became of it; the open ones are holds (PC-4). */
export function registerPrechecks(app: FastifyInstance, context: Context): void {
  const { store, clock } = context;
  app.get<{ Querystring: PrecheckFilter }>(
    "/prechecks",
    {
      config: { access: "precheck.read" },
      schema: {
        operationId: "listPrechecks",
        summary: "List pre-checks, the newest first: open holds, unless another state is asked for",
        tags: ["operator"],
        querystring: listQuery,
        response: { 200: listOf("prechecks", "The newest first", answerOf(precheck)) },
      },
    },
    async ({ query }) => await listPrechecks(store, query, new Date(clock())),
  );
  app.get<{ Params: { source: string; id: string } }>(
    "/prechecks/:source/:id",
    {
      config: { access: "precheck.read" },
      schema: {
        operationId: "showPrecheck",
        summary: "Show a pre-check: its answer, what its rules said, and the act that followed",
        tags: ["operator"],
        params,
        response: { 200: wholeAnswer },
      },
    },
    async ({ params: { source, id }, actor, headers }) => {
      const shown = await showPrecheck(store, source, id, new Date(clock()));
      await noteRead(context, { actor, headers }, "precheck", `${source} ${id}`);
      return shown;
    },
  );
}
