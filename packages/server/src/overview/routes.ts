import { ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import { operation } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { query } from "../ops/describe.ts";
import { createReadings } from "../triage/index.ts";
import { overviewAnswer } from "./answer.ts";
import { overviewOf } from "./overview.ts";

const moment = { type: "string", format: "date-time", maxLength: 40 } as const;
const dayMs = 86_400_000;
const mostDays = 1_100;
const usualDays = 30;

interface Asked {
  readonly Querystring: {
    readonly days?: number;
    readonly from?: string;
    readonly to?: string;
    readonly unit?: string;
  };
}

/** `/console/overview`: the figures of a period, each with the filter behind it. */
export function registerOverview(app: FastifyInstance, context: Context): void {
  const readings = createReadings(context);
  app.get<Asked>(
    "/overview",
    {
      config: { access: "report.read", scoped: true },
      schema: operation(
        "showOverview",
        "Figures of a period and area; default: the last 30 days, of all that one may see",
        {
          querystring: query({
            days: {
              type: "integer",
              minimum: 1,
              maximum: mostDays,
              description: "Instead of from; default: 30",
            },
            from: moment,
            to: moment,
            unit: { type: "string", minLength: 1, maxLength: 200, pattern: "^[^\\u0000-\\u001f]+$" },
          }),
          response: { 200: overviewAnswer },
        },
      ),
    },
    async ({ query: { days = usualDays, from, to, unit }, actor }) => {
      const { parts, viewer } = await readings(actor);
      const end = to === undefined ? parts.now : new Date(to);
      const begin = from === undefined ? new Date(end.getTime() - days * dayMs) : new Date(from);
      const length = end.getTime() - begin.getTime();
      if (!(length > 0 && length <= mostDays * dayMs))
        throw new ProbityError(
          "PROBITY_E_REQUEST",
          `a period of up to ${mostDays} days, its end behind its beginning`,
        );
      return await overviewOf(parts, { from: begin, to: end }, { unit }, viewer);
    },
  );
}
