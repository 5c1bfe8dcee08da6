import type { FastifyInstance } from "fastify";
import { grantedPerson, readParts, tracks, viewerOf, workOnCases } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { keyedPageQuery, type PageQuery } from "../ops/page.ts";
import { actOn, acts, type AskedAct } from "./acts.ts";
import { changeTerms, listTerms } from "./change-terms.ts";
import { type ClockFilter, lights, listClocks } from "./list.ts";
import { partsOf } from "./parts.ts";
import { showClocks } from "./show.ts";
import { presetTerms, type StoredTerms, timedStates } from "./terms.ts";
import { unitLights } from "./unit-lights.ts";
import {
  actedAnswer,
  caseClocksAnswer,
  changedTermsAnswer,
  clocksAnswer,
  lightsAnswer,
  termsAnswer,
} from "./answers.ts";

interface ById {
  readonly Params: { readonly id: string };
}

const unit = { type: "string", minLength: 1, maxLength: 200, pattern: "^[^\\u0000-\\u001f]+$" };
const id = { type: "string", minLength: 1, maxLength: 500, pattern: "^[^\\u0000-\\u001f]+$" };
const text = { type: "string", minLength: 1, maxLength: 20_000, pattern: "^(?=[\\s\\S]*\\S)[^\\u0000]*$" };
const days = { type: "integer", minimum: 1, maximum: 1_000 };
const track = { enum: tracks };
const filters = {
  unit,
  light: { enum: lights },
  escalation: { type: "integer", minimum: 0, maximum: 3 },
  track,
};

const object = (properties: object, required: readonly string[] = []): object => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});

const terms = object({
  stages: object(Object.fromEntries(timedStates.map((state) => [state, days]))),
  levelDays: days,
  warnDays: days,
  calendar: {
    type: "string",
    pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$",
    description: "Of a unit alone: whose days are its working days, and of the units under it",
  },
});

/** Deadlines, lights and hand-ups under `/console` (CA-2). */
export function registerEscalations(app: FastifyInstance, context: Context): void {
  registerReading(app, context);
  registerActs(app, context);
  registerTerms(app, context);
}

const tags = ["console"];

function registerReading(app: FastifyInstance, context: Context): void {
  const config = { access: "case.read", scoped: true } as const;
  app.get<{ Querystring: ClockFilter & PageQuery }>(
    "/escalations",
    {
      config,
      schema: {
        operationId: "listEscalations",
        summary: "List open deadlines with their lights, what is due first comes first",
        tags,
        response: { 200: clocksAnswer },
        querystring: object({ ...filters, ...keyedPageQuery }),
      },
    },
    async ({ query, actor }) => {
      const parts = await readParts(context);
      return await listClocks(parts.store, query, await viewerOf(parts, grantedPerson(actor)), parts.now);
    },
  );
  app.get<{ Querystring: ClockFilter }>(
    "/lights",
    {
      config,
      schema: {
        operationId: "listLights",
        summary: "The light of each unit, the gravest first",
        tags,
        response: { 200: lightsAnswer },
        querystring: object(filters),
      },
    },
    async ({ query, actor }) => {
      const parts = await readParts(context);
      const viewer = await viewerOf(parts, grantedPerson(actor));
      return { units: await unitLights(parts.store, query, viewer, parts.now) };
    },
  );
  app.get<ById>(
    "/escalations/:id",
    {
      config,
      schema: {
        operationId: "showEscalation",
        summary: "The deadlines of one case, and everything that was done about them",
        tags,
        response: { 200: caseClocksAnswer },
        params: object({ id }, ["id"]),
      },
    },
    async ({ params, actor }) => {
      const parts = await readParts(context);
      const granted = grantedPerson(actor);
      return await showClocks(parts, granted, await viewerOf(parts, granted), params.id);
    },
  );
}

function registerActs(app: FastifyInstance, context: Context): void {
  app.post<ById & { Body: AskedAct }>(
    "/escalations/:id/acts",
    {
      config: { access: "escalation.act", scoped: true },
      schema: {
        operationId: "actOnEscalation",
        summary:
          "Urge, talk, demand a plan, take over the verification, end an escalation, or review a handling",
        tags,
        response: { 200: actedAnswer },
        params: object({ id }, ["id"]),
        body: object({ track, act: { enum: acts }, text }, ["track", "act", "text"]),
      },
    },
    async ({ params, body, actor }) => {
      const done = await workOnCases(context, (work) =>
        actOn(partsOf(context), work, grantedPerson(actor), params.id, body),
      );
      context.scorer.wake();
      return done;
    },
  );
}

function registerTerms(app: FastifyInstance, context: Context): void {
  app.get(
    "/escalation-terms",
    {
      // Whoever sets them need not see cases.
      config: { access: "calendar.read" },
      schema: {
        operationId: "listTerms",
        summary: "Working days of each state and level",
        tags,
        response: { 200: termsAnswer },
      },
    },
    async () => ({ preset: presetTerms, terms: await listTerms(context) }),
  );
  app.put<{ Params: { readonly scope: string }; Body: StoredTerms }>(
    "/escalation-terms/:scope",
    {
      config: { access: "escalation.configure" },
      schema: {
        operationId: "changeTerms",
        summary:
          "Set working days: for `default`, a track, `unit:ID` with all under it, `model:ID`, or `rule:ID`",
        tags,
        params: object(
          {
            scope: {
              type: "string",
              maxLength: 200,
              pattern:
                "^(default|business|integrity|(model|rule):[A-Za-z0-9][A-Za-z0-9._/-]*|unit:[^\\u0000-\\u001f]+)$",
            },
          },
          ["scope"],
        ),
        body: terms,
        response: { 200: changedTermsAnswer },
      },
    },
    async ({ params: { scope }, body, actor }) => {
      await changeTerms(context, scope, body, actor.id);
      context.scorer.wake();
      return { scope, terms: body };
    },
  );
}
