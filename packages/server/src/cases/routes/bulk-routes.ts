import type { JsonObject } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import type { Context } from "../../context.ts";
import { countedOf } from "../bulk/act.ts";
import { askBulk, type BulkOrder } from "../bulk/ask.ts";
import { type CaseChoice, type CaseStep, chosenCases, movesCases } from "../bulk/move-cases.ts";
import { checkInput } from "../read-input.ts";
import { workOnCases } from "../work.ts";
import { grantedPerson, readParts, viewerOf } from "./reading.ts";
import { body, choiceProperties, moveProperties, operation, orderProperties, track } from "./schemas.ts";
import { bulkAnswer, countedAnswer } from "../bulk/answers.ts";

/** As a request may give it. */
type GivenChoice = Omit<CaseChoice, "except"> & { readonly except?: readonly string[] };
type GivenMove = GivenChoice &
  Omit<CaseStep, "input"> & { readonly input?: JsonObject } & Omit<BulkOrder, "kind" | "input">;

/** `/console/cases/bulk`: one step for everything that a filter found, counted first (console decision 8). */
export function registerBulk(app: FastifyInstance, context: Context): void {
  const config = { access: "case.read", scoped: true } as const;
  app.post<{ Body: GivenChoice }>(
    "/cases/bulk/count",
    {
      config,
      schema: operation(
        "countBulk",
        "How many cases a bulk step would be about, and by what they are known",
        {
          response: { 200: countedAnswer },
          body: body({ ...choiceProperties, track }, ["filter", "asOf", "track"]),
        },
      ),
    },
    async ({ body: { except = [], ...choice }, actor }) => {
      const viewer = await viewerOf(await readParts(context), grantedPerson(actor));
      const now = new Date(context.clock());
      return await context.store.transaction(async (transaction) => ({
        ...countedOf(await chosenCases({ transaction, now }, { ...choice, except }, viewer)),
      }));
    },
  );
  app.post<{ Body: GivenMove }>(
    "/cases/bulk",
    {
      config,
      schema: operation("moveMany", "Make one step with all of them, once it can no longer be undone", {
        response: { 202: bulkAnswer },
        body: body({ ...choiceProperties, ...moveProperties, ...orderProperties }, [
          "filter",
          "asOf",
          "expected",
          "seen",
          "track",
          "transition",
        ]),
      }),
    },
    async ({ body: given, actor }, reply) => {
      const { track: side, transition, input = {}, expected, seen, undoSeconds, ...choice } = given;
      checkInput(transition, input);
      const by = grantedPerson(actor);
      const viewer = await viewerOf(await readParts(context), by);
      const order = {
        kind: movesCases,
        input: { track: side, transition, input },
        expected,
        seen,
        undoSeconds,
      };
      const act = await workOnCases(context, async (work) => {
        const chosen = await chosenCases(work, { except: [], ...choice, track: side }, viewer);
        return await askBulk(work, by, order, chosen);
      });
      context.scorer.wake();
      return await reply.status(202).send(act);
    },
  );
}
