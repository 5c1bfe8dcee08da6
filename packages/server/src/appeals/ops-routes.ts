import { appealReasons, appealStates, disclosures } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import { noteRead } from "../access/index.ts";
import { body } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { conflictLook } from "../org/index.ts";
import { type Actor } from "../people/index.ts";
import { answerOf, idParams, listOf, operation, query } from "../ops/describe.ts";
import { filter, keyedPageQuery } from "../ops/page.ts";
import { answerAppeal, type AppealAnswer } from "./answer.ts";
import { closeAppellants } from "./close-appellants.ts";
import { type AppealFilter, listAppeals, showAppeal } from "./list.ts";
import { sentence } from "./schemas.ts";
import { moment, text, textOrNone } from "../ops/answer-parts.ts";

const listQuery = query({
  state: { enum: [...appealStates, "any"], default: "open" },
  source: filter,
  rule: filter,
  ...keyedPageQuery,
});
const row = {
  id: text,
  source: text,
  precheckId: text,
  rule: text,
  ruleVersion: textOrNone,
  reason: { enum: appealReasons },
  person: { ...textOrNone, description: "Who appeals, as events name them; null once it was erased" },
  raisedAt: moment,
  state: { enum: appealStates },
  answeredBy: textOrNone,
  answeredAt: { ...moment, type: ["string", "null"] },
  subject: textOrNone,
  outcome: textOrNone,
  stage: textOrNone,
};
const wholeAnswer = answerOf({
  ...row,
  disclosure: { enum: disclosures, description: "How much of the finding the person was told" },
  text,
  via: text,
  answer: textOrNone,
  unit: textOrNone,
});
const answerBody = body(
  { uphold: { type: "boolean", description: "It was a false alarm" }, text: sentence },
  ["uphold", "text"],
);

/** `/ops/appeals`: what approvers hold to be false alarms, and what is said to it (UI-2, AL-2). */
export function registerOperatorAppeals(app: FastifyInstance, context: Context): void {
  const { store, clock } = context;
  const hiddenFrom = async (actor: Actor): Promise<readonly string[]> =>
    await closeAppellants(store, await conflictLook(context, clock()), actor);
  app.get<{ Querystring: AppealFilter }>(
    "/appeals",
    {
      config: { access: "precheck.read" },
      schema: operation(
        "listAppeals",
        "List appeals, the newest first: open ones, unless another state is asked for; none of the reader or of anybody close",
        {
          querystring: listQuery,
          response: { 200: listOf("appeals", "The newest first", answerOf(row)) },
        },
      ),
    },
    async ({ query: asked, actor }) => await listAppeals(store, asked, await hiddenFrom(actor)),
  );
  app.get<{ Params: { id: string } }>(
    "/appeals/:id",
    {
      config: { access: "precheck.read" },
      schema: operation("showAppeal", "Show an appeal with its words", {
        params: idParams,
        response: { 200: wholeAnswer },
      }),
    },
    async ({ params: { id }, actor, headers }) => {
      const shown = await showAppeal(store, id, await hiddenFrom(actor));
      const about = shown.person === null ? [] : [{ kind: "person", id: shown.person } as const];
      await noteRead(context, { actor, headers }, "appeal", id, about);
      return shown;
    },
  );
  app.post<{ Params: { id: string }; Body: AppealAnswer }>(
    "/appeals/:id/answer",
    {
      config: { access: "evaluation.write" },
      schema: operation("answerAppeal", "Uphold or reject an appeal; an upheld one counts against its rule", {
        params: idParams,
        body: answerBody,
        response: { 200: answerOf({ id: text, state: { enum: appealStates } }) },
      }),
    },
    async ({ params: { id }, body: said, actor }) => {
      await answerAppeal(context, actor, id, said);
      return { id, state: said.uphold ? "upheld" : "rejected" };
    },
  );
}
