import { ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { readMoment } from "../links/index.ts";
import {
  delegationsAnswer,
  gapsAnswer,
  holdersAnswer,
  peopleAnswer,
  postsAnswer,
  relationsAnswer,
  unitAnswer,
  unitsAnswer,
} from "./answers.ts";
import { holdsAt } from "./book.ts";
import { registerOrgChanges } from "./change-routes.ts";
import { gapsOf } from "./check.ts";
import { conflictsOf, type Subject } from "./conflicts.ts";
import { operation } from "./operation.ts";
import { delegationView, listHolders, listMembers, listRelations, personDetail } from "./people-views.ts";
import {
  atQuery,
  checkQuery,
  conflictsBody,
  entriesQuery,
  idParams,
  peopleQuery,
  postsQuery,
  unitsQuery,
} from "./route-schemas.ts";
import { historyOf, listPosts, listUnits, unitDetail } from "./views.ts";

interface Paged {
  readonly limit: number;
  readonly cursor?: string;
}
interface At {
  readonly at?: string;
}
interface ById {
  readonly Params: { readonly id: string };
  readonly Querystring: At;
}

/** `/ops/org`: units, posts, who holds them, and what follows from it (catalogue 10, CA-3). */
export function registerOrg(app: FastifyInstance, context: Context): void {
  registerUnits(app, context);
  registerStaff(app, context);
  registerEntries(app, context);
  registerJudgements(app, context);
  registerOrgChanges(app, context);
}

function registerUnits(app: FastifyInstance, context: Context): void {
  const { organisation } = context;
  app.get<{ Querystring: Paged & At & { under?: string; kind?: string; all: boolean } }>(
    "/org/units",
    {
      config: { access: "org.read" },
      schema: operation("listUnits", "List units at a moment", {
        querystring: unitsQuery,
        response: { 200: unitsAnswer },
      }),
    },
    async ({ query }) =>
      pageOf("units", listUnits(await organisation.book(), query, momentOf(context, query.at)), query),
  );
  app.get<ById>(
    "/org/units/:id",
    {
      config: { access: "org.read" },
      schema: operation("showUnit", "Show a unit with its chain, posts and heads at a moment", {
        params: idParams,
        querystring: atQuery,
        response: { 200: unitAnswer },
      }),
    },
    async ({ params: { id }, query: { at } }) =>
      unitDetail(await organisation.book(), id, momentOf(context, at)),
  );
  app.get<{ Querystring: Paged & At & { unit?: string; all: boolean } }>(
    "/org/posts",
    {
      config: { access: "org.read" },
      schema: operation("listPosts", "List posts at a moment", {
        querystring: postsQuery,
        response: { 200: postsAnswer },
      }),
    },
    async ({ query }) =>
      pageOf("posts", listPosts(await organisation.book(), query, momentOf(context, query.at)), query),
  );
  for (const kind of ["units", "posts"] as const) {
    app.get<ById>(
      `/org/${kind}/:id/history`,
      {
        config: { access: "org.read" },
        schema: operation(
          kind === "units" ? "showUnitHistory" : "showPostHistory",
          "Show everything that was recorded of it, planned changes as well",
          { params: idParams },
        ),
      },
      async ({ params: { id } }) => ({
        history: await historyOf(context.store, await organisation.book(), kind, id),
      }),
    );
  }
}

function registerStaff(app: FastifyInstance, context: Context): void {
  const { store, organisation } = context;
  app.get<{ Querystring: Paged & { unit?: string } }>(
    "/org/people",
    {
      config: { access: "org.read" },
      schema: operation("listMembers", "List people with where they work", {
        querystring: peopleQuery,
        response: { 200: peopleAnswer },
      }),
    },
    async ({ query: { unit, limit, cursor = "" } }) => {
      const people = await listMembers(store, { after: cursor, unit, limit: limit + 1 });
      return cut("people", people, limit);
    },
  );
  app.get<ById>(
    "/org/people/:id",
    {
      config: { access: "org.read" },
      schema: operation("showMember", "Show a person with posts, superiors and stand-ins at a moment", {
        params: idParams,
        querystring: atQuery,
      }),
    },
    async ({ params: { id }, query: { at } }) =>
      await personDetail(store, await organisation.book(), id, momentOf(context, at)),
  );
}

function registerEntries(app: FastifyInstance, context: Context): void {
  const { store, organisation } = context;
  interface Entries {
    readonly Querystring: Paged & At & { post?: string; person?: string };
  }
  const momentIn = (at: string | undefined): number | undefined =>
    at === undefined ? undefined : momentOf(context, at);
  app.get<Entries>(
    "/org/holders",
    {
      config: { access: "org.read" },
      schema: operation("listHolders", "List who holds which post", {
        querystring: entriesQuery,
        response: { 200: holdersAnswer },
      }),
    },
    async ({ query }) =>
      pageOf("holders", listHolders(await organisation.book(), query, momentIn(query.at)), query),
  );
  app.get<Entries>(
    "/org/delegations",
    {
      config: { access: "org.read" },
      schema: operation("listDelegations", "List who stands in for whom", {
        querystring: entriesQuery,
        response: { 200: delegationsAnswer },
      }),
    },
    async ({ query }) => {
      const { delegations } = await organisation.book();
      const at = momentIn(query.at);
      const found = [...delegations.values()].filter(
        (one) =>
          (query.person === undefined || [one.fromPerson, one.toPerson].includes(query.person)) &&
          (at === undefined || holdsAt(one, at)),
      );
      return pageOf("delegations", found.map(delegationView), query);
    },
  );
  app.get<Entries>(
    "/org/relations",
    {
      config: { access: "entity.read" },
      schema: operation("listDeclaredRelations", "List declared relations", {
        querystring: entriesQuery,
        response: { 200: relationsAnswer },
      }),
    },
    async ({ query: { person, at, limit, cursor = "" } }) => {
      const filter = { person, at: momentIn(at), after: cursor, limit: limit + 1 };
      return cut("relations", await listRelations(store, filter), limit);
    },
  );
}

function registerJudgements(app: FastifyInstance, context: Context): void {
  const { organisation, links, clock } = context;
  app.post<{ Body: At & { person: string; subjects: readonly Subject[] } }>(
    "/org/conflicts",
    {
      config: { access: "entity.read" },
      schema: {
        ...operation("findConflicts", "Find why a person may not deal with a matter", {
          body: conflictsBody,
        }),
        description:
          "As its subject, or as superior, subordinate or declared relation of one (CA-3); with the way as evidence.",
      },
    },
    async ({ body: { person, subjects, at } }) => {
      const look = {
        book: await organisation.book(),
        graph: await links.graph(),
        at: momentOf(context, at),
      };
      return conflictsOf(look, person, subjects);
    },
  );
  app.get<{ Querystring: { days: number } }>(
    "/org/check",
    {
      config: { access: "org.read" },
      schema: operation("checkOrganisation", "Show gaps in the chains before a deadline does", {
        querystring: checkQuery,
        response: { 200: gapsAnswer },
      }),
    },
    async ({ query: { days } }) => {
      const now = clock();
      return { gaps: gapsOf(await organisation.book(), now, now + days * 86_400_000) };
    },
  );
}

/** Cuts a page out of everything. */
function pageOf(key: string, all: readonly { readonly id: string }[], { limit, cursor = "" }: Paged): object {
  const sorted = all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return cut(key, sorted.filter(({ id }) => id > cursor).slice(0, limit + 1), limit);
}

/** Cuts the extra row off that tells that there is another page. */
function cut(key: string, rows: readonly { readonly id: string }[], limit: number): object {
  const shown = rows.slice(0, limit);
  return { [key]: shown, ...(rows.length > limit ? { next: shown.at(-1)?.id } : {}) };
}

function momentOf({ config, clock }: Pick<Context, "config" | "clock">, text: string | undefined): number {
  if (text === undefined) return clock();
  const moment = readMoment(text, "start", config.timeZone);
  if (moment !== undefined) return Date.parse(moment);
  throw new ProbityError("PROBITY_E_REQUEST", `${text} is neither RFC 3339 with an offset nor a date`);
}
