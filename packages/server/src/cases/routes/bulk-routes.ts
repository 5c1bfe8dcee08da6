import type { JsonObject } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import type { Context } from "../../context.ts";
import { type BulkChoice, type BulkMove, chosenCases, maxBulk, moveMany } from "../bulk.ts";
import { workOnCases } from "../work.ts";
import { grantedPerson, readParts, viewerOf } from "./reading.ts";
import { body, choiceProperties, moveProperties, operation } from "./schemas.ts";

/** As a request may give it. */
type Given<T extends BulkChoice> = Omit<T, "except" | "input"> & {
  readonly except?: readonly string[];
  readonly input?: JsonObject;
};

/** `/console/cases/bulk`: one step for everything that a filter found, counted first. */
export function registerBulk(app: FastifyInstance, context: Context): void {
  const config = { access: "case.read", scoped: true } as const;
  app.post<{ Body: Given<BulkChoice> }>(
    "/cases/bulk/count",
    {
      config,
      schema: operation("countBulk", "How many cases a bulk step would be about", {
        body: body(choiceProperties, ["filter", "asOf"]),
      }),
    },
    async ({ body: { filter, asOf, except = [] }, actor }) => {
      const viewer = await viewerOf(await readParts(context), grantedPerson(actor));
      const ids = await context.store.transaction((transaction) =>
        chosenCases({ transaction, now: new Date(context.clock()) }, { filter, asOf, except }, viewer),
      );
      return { count: ids.length };
    },
  );
  app.post<{ Body: Given<BulkMove> }>(
    "/cases/bulk",
    {
      config,
      schema: operation("moveMany", "Make one step with all of them, or with none", {
        body: body(
          {
            ...choiceProperties,
            ...moveProperties,
            expected: { type: "integer", minimum: 0, maximum: maxBulk },
          },
          ["filter", "asOf", "expected", "track", "transition"],
        ),
      }),
    },
    async ({ body: { except = [], input = {}, ...move }, actor }) => {
      const viewer = await viewerOf(await readParts(context), grantedPerson(actor));
      const ids = await workOnCases(context, (work) => moveMany(work, { ...move, except, input }, viewer));
      context.scorer.wake();
      return { changed: ids.length };
    },
  );
}
