import type { FastifyInstance } from "fastify";
import { actAs, body, caseFields as field, changeBody, operation } from "../../cases/index.ts";
import type { Context } from "../../context.ts";
import { keyedPageQuery, type PageQuery } from "../../ops/page.ts";
import { dayIn } from "../item.ts";
import { itemStates, type ListKind, type WrittenKind, writtenKinds } from "../kinds.ts";
import { countItems, type ItemFilter, listItems } from "../list-items.ts";
import { showItem } from "../show-item.ts";
import { createItem, editItem, endItem, type ItemBody, type ItemEdit } from "../write-items.ts";
import { registerMeasures } from "./measure-routes.ts";
import { registerProofs } from "./proof-routes.ts";
import { kindParams, listParams, readingOf } from "./reading.ts";
import { afterAnswer, countsAnswer, itemAnswer, itemsAnswer, madeAnswer } from "./answers.ts";

interface ByKind {
  readonly Params: { readonly kind: ListKind };
}

interface ById {
  readonly Params: { readonly kind: ListKind; readonly id: string };
}

/** By which items of a list are looked for. */
export const itemFilterProperties: Readonly<Record<string, object>> = {
  mine: { type: "boolean" },
  unit: field.unit,
  state: { enum: itemStates },
  overdue: { type: "boolean" },
  late: { type: "boolean" },
  repeat: { type: "boolean" },
  owner: field.person,
  case: field.id,
  parent: field.id,
};

const query = (properties: object): object => ({ type: "object", properties, additionalProperties: false });

const ownFields = { type: "object", maxProperties: 10 } as const;
const orNull = (schema: object): object => ({ anyOf: [schema, { type: "null" }] });

const editable = {
  title: field.name,
  owner: orNull(field.person),
  unit: orNull(field.unit),
  dueOn: orNull(field.day),
  fields: ownFields,
};

/** `/console/lists/:kind`: the six lists (CA-4), and what measures and look-backs go through. */
export function registerLists(app: FastifyInstance, context: Context): void {
  registerReading(app, context);
  registerWriting(app, context);
  registerMeasures(app, context);
  registerProofs(app, context);
}

function registerReading(app: FastifyInstance, context: Context): void {
  const config = { access: "rectification.read", scoped: true } as const;
  app.get<ByKind & { Querystring: ItemFilter & PageQuery }>(
    "/lists/:kind",
    {
      config,
      schema: operation("listItems", "One of the six lists, the newest first", {
        response: { 200: itemsAnswer },
        params: kindParams,
        querystring: query({ ...itemFilterProperties, ...keyedPageQuery }),
      }),
    },
    async ({ params: { kind }, query: filter, actor }) => {
      const { viewer, today } = await readingOf(context, actor);
      return await listItems(context.store, kind, filter, viewer, today);
    },
  );
  app.get<ByKind & { Querystring: ItemFilter }>(
    "/lists/:kind/counts",
    {
      config,
      schema: operation("countItems", "Count what the same filter lists: by state, overdue, late, repeats", {
        response: { 200: countsAnswer },
        params: kindParams,
        querystring: query(itemFilterProperties),
      }),
    },
    async ({ params: { kind }, query: filter, actor }) => {
      const { viewer, today } = await readingOf(context, actor);
      return await countItems(context.store, kind, filter, viewer, today);
    },
  );
  app.get<ById>(
    "/lists/:kind/:id",
    {
      config,
      schema: operation("showItem", "One item with its proof and history", {
        response: { 200: itemAnswer },
        params: listParams,
      }),
    },
    async ({ params: { kind, id }, actor }) => {
      const { viewer, today } = await readingOf(context, actor);
      return await showItem(context.store, kind, id, viewer, today);
    },
  );
}

function registerWriting(app: FastifyInstance, context: Context): void {
  const config = { access: "rectification.assign", scoped: true } as const;
  app.post<{ Params: { kind: WrittenKind }; Body: ItemBody }>(
    "/lists/:kind",
    {
      config,
      schema: operation("createItem", "Write an item; a measure names its problem", {
        response: { 201: madeAnswer },
        params: { type: "object", properties: { kind: { enum: writtenKinds } }, required: ["kind"] },
        body: body({ ...editable, source: field.name, problem: field.id, repeatOf: field.id }, [
          "title",
          "fields",
        ]),
      }),
    },
    async ({ params: { kind }, body: given, actor }, reply) => {
      const made = await actAs(context, actor, (work, by) => createItem(work, by, kind, given));
      return await reply.status(201).send(made);
    },
  );
  app.post<ById & { Body: ItemEdit & { version: number } }>(
    "/lists/:kind/:id/changes",
    {
      config,
      schema: operation("changeItem", "Change what an open item says", {
        response: { 200: afterAnswer },
        params: listParams,
        body: changeBody(editable),
      }),
    },
    ({ params, body: { version, ...edit }, actor }) =>
      actAs(context, actor, (work, by) => editItem(work, by, { ...params, version }, edit)),
  );
  app.post<ById & { Body: { version: number; state: "done" | "withdrawn"; text: string } }>(
    "/lists/:kind/:id/end",
    {
      config: { access: "rectification.read", scoped: true },
      schema: operation("endItem", "Say that a task, responsibility or report is done, or withdraw an item", {
        response: { 200: afterAnswer },
        params: listParams,
        body: changeBody({ state: { enum: ["done", "withdrawn"] }, text: field.text }, ["state", "text"]),
      }),
    },
    ({ params, body: { version, state, text }, actor }) =>
      actAs(context, actor, (work, by) => {
        const day = dayIn(context.config.timeZone, work.now);
        return endItem(work, by, { ...params, version }, { state, text, day });
      }),
  );
}
