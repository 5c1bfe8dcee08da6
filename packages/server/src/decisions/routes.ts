import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { answerOf } from "../ops/describe.ts";
import { parityStats, ruleStats } from "./rule-stats.ts";
import { count, numberOrNone, text } from "../ops/answer-parts.ts";

const statsQuery = {
  type: "object",
  properties: {
    source: { type: "string", minLength: 1, maxLength: 200 },
    rule: { type: "string", minLength: 1, maxLength: 100 },
    days: { type: "integer", minimum: 1, maximum: 3660, default: 90 },
  },
  additionalProperties: false,
} as const;

const statsAnswer = answerOf({
  days: count,
  rules: {
    type: "array",
    items: answerOf({
      source: text,
      rule: text,
      evaluated: count,
      hits: count,
      indeterminate: count,
      indeterminateShare: numberOrNone,
      warned: { ...count, description: "Pre-checks that it asked to be looked at or explained" },
      overridden: { ...count, description: "Of the warned: done all the same" },
      aborted: { ...count, description: "Of the warned: given up" },
      open: count,
      overriddenShare: numberOrNone,
      overrideFlagged: { type: "boolean", description: "Gone past so often that it is to be reviewed" },
      blocked: count,
      appealed: { ...count, description: "Findings that approvers appealed against" },
      upheld: { ...count, description: "Of those: false alarms" },
      breakers: { type: "array", items: text, description: "Bindings whose circuit breaker is open" },
    }),
  },
  parity: {
    type: "array",
    items: answerOf({ source: text, equal: count, diverged: count, notComparable: count }),
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
      const { source, rule, days } = query;
      const sources = source === undefined ? undefined : [source];
      const rules = rule === undefined ? undefined : [rule];
      return {
        days,
        rules: await ruleStats(store, { sources, rules, days }, now),
        parity: await parityStats(store, { sources, days }, now),
      };
    },
  );
}
