import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { parityStats, ruleStats } from "./rule-stats.ts";

const statsQuery = {
  type: "object",
  properties: {
    source: { type: "string", minLength: 1, maxLength: 200 },
    rule: { type: "string", minLength: 1, maxLength: 100 },
    days: { type: "integer", minimum: 1, maximum: 3660, default: 90 },
  },
  additionalProperties: false,
} as const;

interface Stats {
  readonly Querystring: { readonly source?: string; readonly rule?: string; readonly days: number };
}

/** `/ops/rules/stats`: what rules found, what people did about it, and whether SDKs and server judged alike. */
export function registerRuleStats(app: FastifyInstance, { store, clock }: Context): void {
  app.get<Stats>(
    "/rules/stats",
    {
      config: { access: "rule.read" },
      schema: {
        operationId: "ruleStats",
        summary: "Hits, overrides, blocks and replays by source and rule",
        tags: ["operator"],
        querystring: statsQuery,
      },
    },
    async ({ query }) => {
      const now = new Date(clock());
      return {
        days: query.days,
        rules: await ruleStats(store, query, now),
        parity: await parityStats(store, query, now),
      };
    },
  );
}
