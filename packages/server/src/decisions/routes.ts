import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { answerOf } from "../ops/describe.ts";
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

const text = { type: "string" } as const;
const whole = { type: "integer" } as const;
const share = { type: ["number", "null"] } as const;
const statsAnswer = answerOf({
  days: whole,
  rules: {
    type: "array",
    items: answerOf({
      source: text,
      rule: text,
      evaluated: whole,
      hits: whole,
      indeterminate: whole,
      indeterminateShare: share,
      warned: whole,
      overridden: whole,
      aborted: whole,
      open: whole,
      overriddenShare: share,
      overrideFlagged: { type: "boolean" },
      blocked: whole,
      breakers: { type: "array", items: text },
    }),
  },
  parity: {
    type: "array",
    items: answerOf({ source: text, equal: whole, diverged: whole, notComparable: whole }),
  },
});

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
        response: { 200: statsAnswer },
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
