import { ProbityError } from "@probity/contracts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { noteRead } from "../access/index.ts";
import type { Context } from "../context.ts";
import { viewEntity } from "./entity-view.ts";
import { endImport, type ImportBatch, importBatch, startImport } from "./imports.ts";
import { attributeKinds, type EntityRef, refText, type RelationKind, relationKinds } from "./kinds.ts";
import { readMoment } from "./moment.ts";
import type { Subject } from "../org/index.ts";
import { readRef } from "./norm.ts";
import type { LinkFilter } from "./query.ts";
import {
  batchBody,
  entityQuery,
  idParams,
  importBody,
  ownersBody,
  pathBody,
  sharedBody,
} from "./route-schemas.ts";

const operation = (operationId: string, summary: string, more: object): object => ({
  operationId,
  summary,
  tags: ["operator"],
  ...more,
});

/** Asks for the purpose of a question about entities, and logs it with whom it is about. */
async function noteEntities(
  context: Context,
  request: Pick<FastifyRequest, "actor" | "headers">,
  refs: readonly EntityRef[],
): Promise<void> {
  const about = refs.flatMap(({ kind, key }): readonly Subject[] =>
    kind === "person" || kind === "organisation" ? [{ kind, id: key }] : [],
  );
  await noteRead(context, request, "entity", refs.map(refText).join(" "), about);
}

interface Narrowed {
  readonly kinds?: readonly RelationKind[];
  readonly at?: string;
  readonly inferred?: boolean;
  readonly commonNodes?: readonly string[];
}

interface Searched extends Narrowed {
  readonly depth?: number;
  readonly minShare?: number;
}

/** Path searches go along ownership, office, control and kinship; shared values are asked for by themselves. */
const pathKinds = relationKinds.filter((kind) => !attributeKinds.includes(kind));
/** Shares of beneficial owners are told beside the shares that they follow from: summing both counts them twice. */
const ownerKinds: readonly RelationKind[] = ["shareholder"];

/** `/ops/links`: entities, their relations, and how they are linked (FE-3). */
export function registerLinks(app: FastifyInstance, context: Context): void {
  const { store } = context;
  app.get<{ Querystring: { entity: string; at?: string; limit: number } }>(
    "/links/entity",
    {
      config: { access: "entity.read" },
      schema: operation("showLinkedEntity", "Show an entity and its relations, the newest first", {
        querystring: entityQuery,
      }),
    },
    async ({ query: { entity, at, limit }, actor, headers }) => {
      const ref = readRef(entity);
      const moment = at === undefined ? undefined : new Date(momentOf(context, at));
      const view = await viewEntity(store, ref, { at: moment, limit });
      if (view === undefined)
        throw new ProbityError("PROBITY_E_NOT_FOUND", `no relation names ${refText(ref)}`);
      await noteEntities(context, { actor, headers }, [ref]);
      return view;
    },
  );
  registerSearches(app, context);
  registerImports(app, context);
}

function registerSearches(app: FastifyInstance, context: Context): void {
  app.post<{ Body: Searched & { readonly from: string; readonly to: string } }>(
    "/links/path",
    {
      config: { access: "entity.read" },
      schema: operation("findLinkPath", "Find the shortest path between two entities", { body: pathBody }),
    },
    async ({ body, actor, headers }) => {
      const [from, to] = [readRef(body.from), readRef(body.to)];
      await noteEntities(context, { actor, headers }, [from, to]);
      const graph = await context.links.graph();
      const query = { ...filterOf(context, body, pathKinds), ...boundsOf(body) };
      return { asOf: graph.asOf, ...graph.path(from, to, query) };
    },
  );
  app.post<{ Body: Searched & { readonly entities: readonly string[] } }>(
    "/links/owners",
    {
      config: { access: "entity.read" },
      schema: {
        ...operation("findCommonOwners", "Find who owns at least two of the entities", { body: ownersBody }),
        description:
          "Shares are multiplied along each path and summed over the paths, at most 1. With the paths as evidence.",
      },
    },
    async ({ body, actor, headers }) => {
      const entities = body.entities.map(readRef);
      await noteEntities(context, { actor, headers }, entities);
      const graph = await context.links.graph();
      const query = { ...filterOf(context, body, ownerKinds), ...boundsOf(body) };
      return { asOf: graph.asOf, ...graph.commonOwners(entities, query) };
    },
  );
  app.post<{ Body: Narrowed & { readonly entities: readonly string[] } }>(
    "/links/shared",
    {
      config: { access: "entity.read" },
      schema: operation("findSharedValues", "Find values that several of the entities have", {
        body: sharedBody,
      }),
    },
    async ({ body, actor, headers }) => {
      const entities = body.entities.map(readRef);
      await noteEntities(context, { actor, headers }, entities);
      const graph = await context.links.graph();
      const found = graph.sharedAttributes(entities, filterOf(context, body, attributeKinds));
      return "status" in found
        ? { asOf: graph.asOf, ...found }
        : { asOf: graph.asOf, status: "judged", shared: found };
    },
  );
}

function registerImports(app: FastifyInstance, context: Context): void {
  app.post<{ Body: { readonly name: string; readonly sha256: string } }>(
    "/links/import",
    {
      config: { access: "link.import" },
      schema: operation("startLinkImport", "Begin an import of relations, or find where it stopped", {
        body: importBody,
      }),
    },
    async ({ body, actor }) => await startImport(context, body, actor.id),
  );
  app.post<{ Params: { id: string }; Body: Omit<ImportBatch, "refused"> & { readonly refused?: number } }>(
    "/links/import/:id/rows",
    {
      config: { access: "link.import" },
      schema: operation("importLinks", "Take a part of an import over", {
        params: idParams,
        body: batchBody,
      }),
    },
    async ({ params, body }) =>
      await importBatch(context, params.id, { ...body, refused: body.refused ?? 0 }),
  );
  app.post<{ Params: { id: string } }>(
    "/links/import/:id/end",
    {
      config: { access: "link.import" },
      schema: operation("endLinkImport", "End an import and log it", { params: idParams }),
    },
    async ({ params, actor }) => await endImport(context, params.id, actor.id),
  );
}

function filterOf(context: Context, given: Narrowed, kinds: readonly RelationKind[]): LinkFilter {
  return {
    at: given.at === undefined ? context.clock() : momentOf(context, given.at),
    kinds: given.kinds ?? kinds,
    inferred: given.inferred ?? false,
    commonNodes: (given.commonNodes ?? []).map(readRef),
  };
}

const boundsOf = ({ depth = 4, minShare = 0 }: Searched): { depth: number; minShare: number } => ({
  depth,
  minShare,
});

function momentOf({ config }: Context, text: string): number {
  const moment = readMoment(text, "start", config.timeZone);
  if (moment !== undefined) return Date.parse(moment);
  throw new ProbityError("PROBITY_E_REQUEST", `${text} is neither RFC 3339 with an offset nor a date`);
}
