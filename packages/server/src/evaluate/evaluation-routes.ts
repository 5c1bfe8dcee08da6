import type { FastifyInstance } from "fastify";
import { actsFor } from "../access/index.ts";
import { caseLabels, demandImpartialTo, dismissalReasons } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { loggingTransaction, ownSource } from "../log/index.ts";
import { conflictLook } from "../org/index.ts";
import { answerOf } from "../ops/describe.ts";
import { type Actor, hasTwoPeople, personOf } from "../people/index.ts";
import type { Store } from "../store/index.ts";
import { calibrate, listCalibrations } from "./calibrate.ts";
import { effectivenessOf, overrideOf } from "./effectiveness.ts";
import { labelsOf, type LabelReason, type LabelValue, recordLabel } from "./labels.ts";
import { calibrationOptions } from "./options.ts";
import { count, numberOrNone } from "../ops/answer-parts.ts";

const text = { type: "string", minLength: 1, pattern: "^[^\\u0000]*$" } as const;
const params = {
  type: "object",
  properties: { id: { ...text, maxLength: 500 } },
  required: ["id"],
} as const;
const labelBody = {
  type: "object",
  properties: {
    label: { enum: caseLabels },
    reason: { enum: dismissalReasons, description: "Needed for, and only for, what was not confirmed" },
    note: { ...text, maxLength: 2000 },
  },
  required: ["label"],
  additionalProperties: false,
} as const;

interface LabelBody {
  readonly label: LabelValue;
  readonly reason?: LabelReason;
  readonly note?: string;
}

const describe = (operationId: string, summary: string, more: object = {}): object => ({
  operationId,
  summary,
  tags: ["operator"],
  ...more,
});

/** `/ops/alerts/:id/labels`, `/ops/rules/:id/effectiveness`, `/ops/calibrations`: what people found out, and what follows (AL-2). */
export function registerEvaluation(app: FastifyInstance, context: Context): void {
  const { store, log, clock } = context;
  app.post<{ Params: { id: string }; Body: LabelBody }>(
    "/alerts/:id/label",
    {
      config: writes,
      schema: describe("labelAlert", "Say whether an alert was right", { params, body: labelBody }),
    },
    async ({ params: { id }, body, actor }) => {
      const by = await judgeOf(store, actor);
      const look = await conflictLook(context, clock());
      return await loggingTransaction(store, async (transaction) => {
        if (actor.isPerson) await demandImpartialTo(transaction, look, actsFor(actor), id);
        const { recorded, event } = await recordLabel(
          transaction,
          { alert: id, ...body, by },
          new Date(clock()),
        );
        await log.logServerEvents(transaction, ownSource, [event]);
        return { ...recorded };
      });
    },
  );
  app.get<{ Params: { id: string } }>(
    "/alerts/:id/labels",
    { config: reads, schema: describe("listLabels", "What people found out about an alert", { params }) },
    async ({ params: { id }, actor }) => {
      if (actor.isPerson)
        await demandImpartialTo(store, await conflictLook(context, clock()), actsFor(actor), id);
      return { labels: await labelsOf(store, id) };
    },
  );
  registerEffects(app, context);
}

const effectivenessAnswer = answerOf({
  rule: { type: "string" },
  versions: {
    type: "array",
    items: answerOf({
      version: { type: "string" },
      level: count,
      class: { type: "string" },
      evaluations: count,
      hits: count,
      indeterminate: count,
      indeterminateShare: numberOrNone,
      alerts: count,
      confirmed: count,
      partly: count,
      notConfirmed: count,
      precision: answerOf({
        mean: { type: "number" },
        low: { type: "number" },
        high: { type: "number" },
        observed: numberOrNone,
      }),
      belowFloor: { type: "boolean" },
    }),
  },
  override: answerOf({
    days: count,
    shown: count,
    overridden: count,
    share: numberOrNone,
    flagged: { type: "boolean" },
  }),
});

const reads = { access: "evaluation.read" } as const;
const writes = { access: "evaluation.write" } as const;

function registerEffects(app: FastifyInstance, context: Context): void {
  const { store, clock } = context;
  app.get<{ Params: { id: string } }>(
    "/rules/:id/effectiveness",
    {
      config: reads,
      schema: describe("ruleEffectiveness", "How each version of a rule does", {
        params,
        response: { 200: effectivenessAnswer },
      }),
    },
    async ({ params: { id } }) => ({
      rule: id,
      versions: await effectivenessOf(store, id, calibrationOptions(context)),
      override: await overrideOf(store, id, new Date(clock())),
    }),
  );
  app.get(
    "/calibrations",
    {
      config: reads,
      schema: describe("listCalibrations", "By which labels events are scored, and since where"),
    },
    async () => ({ calibrations: await listCalibrations(store) }),
  );
  app.post(
    "/calibrations",
    { config: writes, schema: describe("calibrate", "Let scores follow the labels that there are now") },
    async ({ actor }) => {
      const by = await judgeOf(store, actor);
      const { version, made } = await calibrate(calibrationOptions(context), by, new Date(clock()));
      context.scorer.wake();
      return { version, made };
    },
  );
}

/** Somebody answers for it, once there is anybody; before that whoever sets the server up. */
const judgeOf = async (store: Store, actor: Actor): Promise<string> =>
  (await hasTwoPeople(store)) ? personOf(actor) : actor.id;
