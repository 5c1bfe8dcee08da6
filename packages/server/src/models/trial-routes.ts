import { type Cases, type JsonObject, type Model, ProbityError } from "@probity/contracts";
import { packModel, readPack } from "@probity/models";
import type { FastifyInstance } from "fastify";
import { noteRead } from "../access/index.ts";
import { personsOf } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { operation, query } from "../ops/describe.ts";
import { knownTypes } from "../types/index.ts";
import { backtestHitsAnswer, samplesAnswer, trialAnswer } from "./answers.ts";
import { type Comparison, comparisons } from "./compare-hits.ts";
import { type ByVersion, proofParams, textBodyLimit, textProperties } from "./routes.ts";
import { readHits, readSamples, type Sample } from "./samples.ts";
import { tryRule } from "./trial.ts";

const rule = { type: "string", pattern: "^[A-Z]{2,5}-[A-Z]{2,5}-[0-9]{3}$" } as const;

/** What an editor shows of a rule while it is written (ML-4): its cases, and events that it has judged. */
export function registerTrials(app: FastifyInstance, context: Context): void {
  registerTrial(app, context);
  registerSamples(app, context);
  registerHits(app, context);
}

interface TrialBody {
  readonly model: Model;
  readonly cases: Cases;
  readonly rule: string;
}

function registerTrial(app: FastifyInstance, { types }: Context): void {
  app.post<{ Body: TrialBody }>(
    "/models/trial",
    {
      bodyLimit: textBodyLimit,
      config: { access: "rule.write" },
      schema: {
        ...operation("tryRule", "Run the worked cases of one rule of a text that is not stored", {
          body: {
            type: "object",
            properties: {
              ...textProperties,
              rule,
            },
            required: ["model", "cases", "rule"],
            additionalProperties: false,
          },
          response: { 200: trialAnswer },
        }),
        description:
          "The first 50 cases of the rule, each with what every part of the rule came to, and with what an approver would be told. Nothing is stored, and no event is read.",
      },
    },
    async ({ body }) => {
      // Validated as a stored text is.
      const { model, cases } = readPack(packModel(body));
      const found = model.rules.find(({ id }) => id === body.rule);
      if (found === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no rule ${body.rule}`);
      await types.reload();
      return await tryRule(model, cases, found, knownTypes(types));
    },
  );
}

function registerSamples(app: FastifyInstance, context: Context): void {
  const { store, types } = context;
  app.get<{ Params: ByVersion["Params"] & { readonly proof: string }; Querystring: { rule: string } }>(
    "/models/:id/:version/proofs/:proof/samples",
    {
      config: { access: "event.read" },
      schema: operation("listModelSamples", "Events by which a backtest shows what a rule did", {
        params: proofParams,
        querystring: { ...query({ rule }), required: ["rule"] },
        response: { 200: samplesAnswer },
      }),
    },
    async ({ params, query: { rule: id }, actor, headers }) => {
      await types.reload();
      const found = await readSamples(store, params, id, knownTypes(types));
      const about = Object.values(found).flatMap((samples) =>
        samples.flatMap((one) => personsIn(context, one)),
      );
      await noteRead(context, { actor, headers }, "samples", `${params.proof} ${id}`, about);
      return {
        rule: id,
        samples: {
          notApplicable: found.notApplicable.map(shown),
          indeterminate: found.indeterminate.map(shown),
          clear: found.clear.map(shown),
          hit: found.hit.map(shown),
        },
      };
    },
  );
}

function registerHits(app: FastifyInstance, context: Context): void {
  const { store, types } = context;
  app.get<{
    Params: ByVersion["Params"] & { readonly proof: string };
    Querystring: { rule: string; comparison: Comparison };
  }>(
    "/models/:id/:version/proofs/:proof/hits",
    {
      config: { access: "event.read" },
      schema: operation(
        "listBacktestHits",
        "Events behind hits of a backtest, by how they stand to the version in force",
        {
          params: proofParams,
          querystring: {
            ...query({ rule, comparison: { enum: comparisons } }),
            required: ["rule", "comparison"],
          },
          response: { 200: backtestHitsAnswer },
        },
      ),
    },
    async ({ params, query: asked, actor, headers }) => {
      await types.reload();
      const found = await readHits(store, params, asked, knownTypes(types));
      const about = found.flatMap((one) => personsIn(context, one));
      await noteRead(context, { actor, headers }, "samples", `${params.proof} ${asked.rule}`, about);
      return { ...asked, events: found.map(shown) };
    },
  );
}

const shown = ({ event }: Sample): Sample["event"] => event;

/** Whom an event names, so that a reading of somebody close is noticed (CA-3). */
function personsIn({ types }: Pick<Context, "types">, { event, data }: Sample) {
  const known = types.find(event.source, event.type);
  const named: JsonObject | undefined = known?.definition.system === true ? undefined : data;
  return named === undefined ? [] : personsOf(known, named).map((id) => ({ kind: "person", id }) as const);
}
