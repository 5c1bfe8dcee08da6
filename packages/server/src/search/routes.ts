import type { FastifyInstance } from "fastify";
import { operation } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { answerOf, query } from "../ops/describe.ts";
import { createReadings } from "../triage/index.ts";
import { type FoundKind, foundKinds, search } from "./search.ts";
import { text } from "../ops/answer-parts.ts";

const foundAnswer = answerOf({
  found: {
    type: "array",
    items: answerOf({ kind: { enum: foundKinds }, id: text, name: answerOf({ "zh-CN": text, en: text }) }),
  },
});

interface Asked {
  readonly Querystring: { readonly q: string; readonly kind?: FoundKind; readonly limit: number };
}

/** `/console/search`: one box for everything; also the options of filters, which are too many to be listed. */
export function registerSearch(app: FastifyInstance, context: Context): void {
  const readings = createReadings(context);
  app.get<Asked>(
    "/search",
    {
      config: { access: "signed-in" },
      schema: operation("searchConsole", "Alerts, cases, clues, people, units and models with these words", {
        querystring: {
          ...query({
            q: { type: "string", minLength: 1, maxLength: 200, pattern: "^[^\\u0000-\\u001f]*$" },
            kind: { enum: foundKinds, description: "Default: all" },
            limit: { type: "integer", minimum: 1, maximum: 50, default: 8, description: "Most of each kind" },
          }),
          required: ["q"],
        },
        response: { 200: foundAnswer },
      }),
    },
    async ({ query: { q, kind, limit }, actor }) => {
      const { parts, viewer } = await readings(actor);
      return {
        found: await search(parts, { q, kinds: kind === undefined ? foundKinds : [kind], limit }, viewer),
      };
    },
  );
}
