import type { JsonObject } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import { noteLook } from "../../access/index.ts";
import type { Context } from "../../context.ts";
import { keyedPageQuery, type PageQuery } from "../../ops/page.ts";
import * as field from "../fields.ts";
import { type CaseFilter, countCases, listCases } from "../list-cases.ts";
import { conditions, type TransitionName, transitions } from "../machine.ts";
import { moveCase } from "../move-case.ts";
import { openCase } from "../open-case.ts";
import { showCase, timelineOf } from "../show-case.ts";
import { caseStates, type Track } from "../states.ts";
import { workOnCases } from "../work.ts";
import { grantedPerson, readParts, viewerOf } from "./reading.ts";
import { body, caseParams, filterProperties, moveProperties, operation, track } from "./schemas.ts";
import {
  caseAnswer,
  casesAnswer,
  countsAnswer,
  idAnswer,
  machineAnswer,
  movedAnswer,
  timelineAnswer,
} from "./answers.ts";

interface ById {
  readonly Params: { readonly id: string };
}

interface OpenBody {
  readonly title: string;
  readonly level: number;
  readonly unit?: string;
  readonly tracks: readonly Track[];
  readonly alerts?: readonly string[];
  readonly named?: readonly { kind: "person" | "organisation"; key: string; name?: string }[];
  readonly text?: string;
}

const openBody = body(
  {
    title: field.name,
    level: { type: "integer", minimum: 1, maximum: 3 },
    unit: field.unit,
    tracks: { type: "array", items: track, minItems: 1, maxItems: 2, uniqueItems: true },
    alerts: { type: "array", items: field.id, maxItems: 100, uniqueItems: true },
    named: field.responsible,
    text: field.text,
  },
  ["title", "level", "tracks"],
);

const query = (properties: object): object => ({ type: "object", properties, additionalProperties: false });

/** `/console/cases`: reading cases, opening one by hand, and every step of the state machine (CA-1). */
export function registerCases(app: FastifyInstance, context: Context): void {
  registerReading(app, context);
  registerOne(app, context);
  registerSteps(app, context);
}

function registerReading(app: FastifyInstance, context: Context): void {
  const config = { access: "case.read", scoped: true } as const;
  app.get<{ Querystring: CaseFilter & PageQuery }>(
    "/cases",
    {
      config,
      schema: operation("listCases", "List cases, the newest first: open ones, unless asked otherwise", {
        response: { 200: casesAnswer },
        querystring: query({ ...filterProperties, ...keyedPageQuery }),
      }),
    },
    async ({ query: filter, actor }) => {
      const parts = await readParts(context);
      return await listCases(parts.store, filter, await viewerOf(parts, grantedPerson(actor)), parts.now);
    },
  );
  app.get<{ Querystring: CaseFilter }>(
    "/cases/counts",
    {
      config,
      schema: operation("countCases", "Count what the same filter lists", {
        response: { 200: countsAnswer },
        querystring: query(filterProperties),
      }),
    },
    async ({ query: filter, actor }) => {
      const parts = await readParts(context);
      return await countCases(parts.store, filter, await viewerOf(parts, grantedPerson(actor)), parts.now);
    },
  );
  app.get(
    "/cases/machine",
    {
      config,
      schema: operation("caseMachine", "The states of cases and every step, as data", {
        response: { 200: machineAnswer },
      }),
    },
    () => Promise.resolve({ states: caseStates, transitions, conditions }),
  );
}

function registerOne(app: FastifyInstance, context: Context): void {
  const config = { access: "case.read", scoped: true } as const;
  app.get<ById>(
    "/cases/:id",
    {
      config,
      schema: operation("showCase", "One case whole", { response: { 200: caseAnswer }, params: caseParams }),
    },
    async ({ params: { id }, actor }) => {
      const shown = await showCase(await readParts(context), grantedPerson(actor), id);
      await noteLook(context, actor, { kind: "case", object: id, purpose: id });
      return shown;
    },
  );
  app.get<ById & { Querystring: PageQuery & { kind?: string } }>(
    "/cases/:id/timeline",
    {
      config,
      schema: operation("caseTimeline", "What happened, the oldest first", {
        response: { 200: timelineAnswer },
        params: caseParams,
        querystring: query({ kind: field.id, ...keyedPageQuery }),
      }),
    },
    async ({ params: { id }, query: asked, actor }) => {
      const timeline = await timelineOf(await readParts(context), grantedPerson(actor), id, asked);
      await noteLook(context, actor, { kind: "case", object: id, purpose: id });
      return timeline;
    },
  );
}

function registerSteps(app: FastifyInstance, context: Context): void {
  app.post<{ Body: OpenBody }>(
    "/cases",
    {
      config: { access: "case.assign", scoped: true },
      schema: operation("openCase", "Open a case by hand, with or without alerts", {
        response: { 201: idAnswer },
        body: openBody,
      }),
    },
    async ({ body: given, actor }, reply) => {
      const { unit = null, alerts = [], named = [], ...rest } = given;
      const opened = await workOnCases(context, (work) =>
        openCase(work, grantedPerson(actor), { origin: "hand", unit, alerts, named, ...rest }),
      );
      context.scorer.wake();
      return await reply.status(201).send(opened);
    },
  );
  app.post<
    ById & { Body: { track: Track; transition: TransitionName; version: number; input?: JsonObject } }
  >(
    "/cases/:id/moves",
    {
      config: { access: "case.read", scoped: true },
      schema: operation("moveCase", "Make a step; the version is that of the track as it was seen", {
        response: { 200: movedAnswer },
        params: caseParams,
        body: body({ ...moveProperties, version: { type: "integer", minimum: 1 } }, [
          "track",
          "transition",
          "version",
        ]),
      }),
    },
    async ({ params: { id }, body: given, actor }) => {
      const { track: side, transition, version, input = {} } = given;
      const place = { id, track: side, version };
      const moved = await workOnCases(context, (work) =>
        moveCase(work, place, transition, grantedPerson(actor), input),
      );
      context.scorer.wake();
      return moved;
    },
  );
}
