import type { FastifyInstance } from "fastify";
import { caseFields as field } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { gapsAnswer, matrixAnswer, pointAnswer, riskAnswer, risksAnswer } from "./answers.ts";
import { changeRisks, decideRisk, type RiskDecision } from "./change.ts";
import { registerRiskFiles } from "./file-routes.ts";
import { riskGaps } from "./gaps.ts";
import { gradeMatrix } from "./grade.ts";
import { viewerFor } from "./viewer.ts";
import { countRisks, listRisks, type RiskFilter, showRisk } from "./list.ts";
import { type RiskGiven, riskLevels, riskProperties, riskRequired } from "./point.ts";

interface ById {
  readonly Params: { readonly id: string };
}

const body = (properties: object, required: readonly string[]): object => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});

const operation = (operationId: string, summary: string, more: object = {}): object => ({
  operationId,
  summary,
  tags: ["console"],
  ...more,
});

const params = body({ id: field.id }, ["id"]);
const version = { type: "integer", minimum: 1 } as const;
const reads = { access: "risk.read", scoped: true } as const;

const degree = { type: "integer", minimum: 1, maximum: 3 } as const;

/** By what points are looked for. */
export const riskFilterProperties: Readonly<Record<string, object>> = {
  level: { enum: riskLevels },
  unit: field.unit,
  grade: degree,
  probability: degree,
  harm: degree,
  state: { enum: ["proposed", "open", "retired"] },
  overdue: { type: "boolean" },
};

const listQuery = body(
  {
    ...riskFilterProperties,
    limit: { type: "integer", minimum: 1, maximum: 500, default: 100 },
    cursor: field.id,
  },
  [],
);

/** `/console/risks`: the risk register (catalogue 13). */
export function registerRisks(app: FastifyInstance, context: Context): void {
  const { store, clock } = context;
  app.get<{ Querystring: RiskFilter }>(
    "/risks",
    {
      config: reads,
      schema: operation("listRisks", "List risk points", {
        querystring: listQuery,
        response: { 200: risksAnswer },
      }),
    },
    async ({ query, actor }) => ({
      ...(await listRisks(store, await viewerFor(context, actor), query, new Date(clock()))),
    }),
  );
  app.get(
    "/risks/gaps",
    {
      config: reads,
      schema: operation("listRiskGaps", "Points without control, or whose control sees nothing", {
        response: { 200: gapsAnswer },
      }),
    },
    async ({ actor }) => ({
      gaps: await riskGaps(store, await viewerFor(context, actor), new Date(clock())),
    }),
  );
  app.get<{ Querystring: { unit?: string } }>(
    "/risks/matrix",
    {
      config: reads,
      schema: operation("showRiskMatrix", "Grades by harm and probability, and the open points of each", {
        querystring: body({ unit: field.unit }, []),
        response: { 200: matrixAnswer },
      }),
    },
    async ({ query: { unit }, actor }) => ({
      gradeByHarmAndProbability: gradeMatrix,
      counts: await countRisks(store, await viewerFor(context, actor), unit),
    }),
  );
  app.get<ById>(
    "/risks/:id",
    {
      config: reads,
      schema: operation("showRisk", "One risk point with its versions", {
        params,
        response: { 200: riskAnswer },
      }),
    },
    async ({ params: { id }, actor }) => ({
      ...(await showRisk(store, await viewerFor(context, actor), id)),
    }),
  );
  registerRiskFiles(app, context);
  registerChanges(app, context);
}

function registerChanges(app: FastifyInstance, context: Context): void {
  app.put<ById & { Body: RiskGiven & { version?: number } }>(
    "/risks/:id",
    {
      config: { access: "risk.write", scoped: true },
      schema: operation("changeRisk", "Make a risk point, or change the version that was seen", {
        params,
        body: body({ ...riskProperties, version }, riskRequired),
        response: { 200: pointAnswer },
      }),
    },
    async ({ params: { id }, body: { version: seen, ...given }, actor }) => {
      const [point] = await changeRisks(context, await viewerFor(context, actor), [
        { id, version: seen, given },
      ]);
      context.scorer.wake();
      return { ...(point ?? (await showRisk(context.store, await viewerFor(context, actor), id))) };
    },
  );
  app.post<ById & { Body: { version: number; decision: RiskDecision } }>(
    "/risks/:id/decisions",
    {
      config: { access: "risk.read", scoped: true },
      schema: operation("decideRisk", "Review a point, accept or refuse a proposed one, or retire one", {
        params,
        body: body({ version, decision: { enum: ["review", "accept", "refuse", "retire"] } }, [
          "version",
          "decision",
        ]),
        response: { 200: pointAnswer },
      }),
    },
    async ({ params: { id }, body: given, actor }) => {
      const point = await decideRisk(context, await viewerFor(context, actor), { id, ...given });
      context.scorer.wake();
      return { ...point };
    },
  );
}
