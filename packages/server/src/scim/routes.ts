import type { Json, JsonObject } from "@probity/contracts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { guardRoutes } from "../access/index.ts";
import type { Context } from "../context.ts";
import { depthOf, maxDepth, problemOf } from "../http/index.ts";
import { textsOf } from "../org/index.ts";
import { identifyActors } from "../people/index.ts";
import { providerConfig, resourceTypes, schemas } from "./discovery.ts";
import { errorBody, ScimError } from "./error.ts";
import { readFilter } from "./filter.ts";
import { deleteGroup, getGroup, listGroups, putGroup, readGroup, type StoredGroup } from "./groups.ts";
import { isJsonObject } from "./json.ts";
import { patched } from "./patch.ts";
import { urns } from "./urns.ts";
import { readUser } from "./user.ts";
import {
  createUser,
  deleteUser,
  documentOf,
  getUser,
  listUsers,
  replaceUser,
  type StoredUser,
} from "./users.ts";

/** Where the identity provider finds it. */
export const scimPrefix = "/scim/v2";
const mediaType = "application/scim+json";
const maxResults = 200;

interface ListQuery {
  readonly filter?: string;
  readonly startIndex?: number;
  readonly count?: number;
  readonly excludedAttributes?: string;
}
interface ById {
  readonly Params: { readonly id: string };
  readonly Querystring: ListQuery;
}
interface WithBody {
  readonly Body: JsonObject;
}

const listQuery = {
  type: "object",
  properties: {
    filter: { type: "string", maxLength: 600, description: 'attribute eq "value"' },
    startIndex: { type: "integer", default: 1 },
    count: { type: "integer", default: 100 },
    excludedAttributes: { type: "string", maxLength: 500 },
    attributes: { type: "string", maxLength: 500 },
  },
};
const params = { type: "object", properties: { id: { type: "string", maxLength: 200 } }, required: ["id"] };
/** What is in it is read attribute by attribute: identity providers send more than anybody keeps. */
const body = { type: "object" };

const route = (operationId: string, summary: string, schema: object = {}): object => ({
  operationId,
  summary,
  tags: ["operator"],
  ...schema,
});

/** SCIM 2.0 (RFC 7643, RFC 7644): an identity provider registers people and ends their access (SE-1). */
export function registerScim(app: FastifyInstance, context: Context): void {
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply));
  app.addContentTypeParser(mediaType, { parseAs: "string" }, (_request, text, done) => {
    try {
      if (depthOf(String(text)) > maxDepth) throw new Error(`nested over ${maxDepth} levels`);
      done(null, JSON.parse(String(text)));
    } catch {
      done(new ScimError(400, "the body is no JSON", "invalidSyntax"));
    }
  });
  app.addHook("onRequest", (request, _reply, done) => {
    // Identity providers send a token; a browser's cookie counts for nothing here.
    done(
      request.headers.authorization === undefined
        ? new ScimError(401, "a bearer token is needed")
        : undefined,
    );
  });
  identifyActors(app, context);
  guardRoutes(app);
  registerDiscovery(app);
  registerUsers(app, context);
  registerUserChanges(app, context);
  registerGroups(app, context);
  registerGroupChanges(app, context);
}

function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof ScimError)
    return send(reply, errorBody(error.status, error.message, error.scimType), error.status);
  const { status, title, detail } = problemOf(error, request.id);
  if (status >= 500) request.log.error({ err: error }, "scim");
  if (status === 401) reply.header("www-authenticate", 'Bearer realm="probity"');
  return send(reply, errorBody(status, detail ?? title), status);
}

const send = (reply: FastifyReply, content: object, status = 200): FastifyReply =>
  reply.status(status).type(mediaType).send(JSON.stringify(content));

const baseOf = ({ protocol, host }: FastifyRequest): string => `${protocol}://${host}${scimPrefix}`;

const listOf = (resources: readonly Json[], total: number, startIndex: number): JsonObject => ({
  schemas: [urns.list],
  totalResults: total,
  startIndex,
  itemsPerPage: resources.length,
  Resources: [...resources],
});

const pageOf = ({
  startIndex = 1,
  count = 100,
}: ListQuery): { readonly start: number; readonly count: number } => ({
  start: Math.min(Math.max(1, startIndex), 1_000_000_000),
  count: Math.min(Math.max(0, count), maxResults),
});

function registerDiscovery(app: FastifyInstance): void {
  const config = { access: "signed-in" } as const;
  app.get(
    "/ServiceProviderConfig",
    { config, schema: route("showScimConfig", "What provisioning can do") },
    async (request, reply) => await send(reply, providerConfig(baseOf(request))),
  );
  const lists = [
    ["/ResourceTypes", "listScimResourceTypes", "Kinds of resources", resourceTypes],
    ["/Schemas", "listScimSchemas", "Schemas of the resources", schemas],
  ] as const;
  for (const [path, id, summary, list] of lists) {
    app.get(path, { config, schema: route(id, summary) }, async (request, reply) => {
      const all = list(baseOf(request));
      return await send(reply, listOf(all, all.length, 1));
    });
    app.get<ById>(
      `${path}/:id`,
      { config, schema: route(`${id}One`, `${summary}: one of them`, { params }) },
      async (request, reply) => {
        const one = list(baseOf(request)).find(({ id: name }) => name === request.params.id);
        if (one === undefined) throw new ScimError(404, "no such resource");
        return await send(reply, one);
      },
    );
  }
}

const write = { access: "account.write" } as const;
const userFilters = ["id", "username", "externalid", "displayname"];
const groupFilters = ["id", "displayname", "externalid"];

function registerUsers(app: FastifyInstance, context: Context): void {
  app.get<{ Querystring: ListQuery }>(
    "/Users",
    { config: write, schema: route("listScimUsers", "List users", { querystring: listQuery }) },
    async (request, reply) => {
      const paged = pageOf(request.query);
      const { total, found } = await listUsers(context, readFilter(request.query.filter, userFilters), paged);
      const resources = found.map((one) => userView(one, baseOf(request)));
      return await send(reply, listOf(resources, total, paged.start));
    },
  );
  app.get<ById>(
    "/Users/:id",
    { config: write, schema: route("showScimUser", "Show a user", { params }) },
    async (request, reply) =>
      await send(reply, userView(await getUser(context.store, request.params.id), baseOf(request))),
  );
  app.post<WithBody>(
    "/Users",
    { config: write, schema: route("createScimUser", "Register a user", { body }) },
    async (request, reply) => {
      const id = await createUser(context, readUser(request.body), request.actor.id);
      const view = userView(await getUser(context.store, id), baseOf(request));
      reply.header("location", `${baseOf(request)}/Users/${encodeURIComponent(id)}`);
      return await send(reply, view, 201);
    },
  );
}

function registerUserChanges(app: FastifyInstance, context: Context): void {
  app.put<ById & WithBody>(
    "/Users/:id",
    { config: write, schema: route("replaceScimUser", "Replace a user", { params, body }) },
    async (request, reply) => {
      await replaceUser(context, request.params.id, readUser(request.body), request.actor.id);
      return await send(reply, userView(await getUser(context.store, request.params.id), baseOf(request)));
    },
  );
  app.patch<ById & WithBody>(
    "/Users/:id",
    {
      config: write,
      schema: route("patchScimUser", "Change a user; inactive ends the access", { params, body }),
    },
    async (request, reply) => {
      const { id } = request.params;
      const document = documentOf(await getUser(context.store, id));
      await replaceUser(context, id, readUser(patched(document, request.body)), request.actor.id);
      return await send(reply, userView(await getUser(context.store, id), baseOf(request)));
    },
  );
  app.delete<ById>(
    "/Users/:id",
    { config: write, schema: route("deleteScimUser", "End a user's access for good", { params }) },
    async (request, reply) => {
      await deleteUser(context, request.params.id, request.actor.id);
      return await reply.status(204).send();
    },
  );
}

function userView(user: StoredUser, base: string): JsonObject {
  const document = documentOf(user);
  const extended = isJsonObject(document[urns.enterprise]);
  return {
    schemas: [urns.user, ...(extended ? [urns.enterprise] : [])],
    id: user.id,
    ...document,
    meta: {
      resourceType: "User",
      created: user.created_at.toISOString(),
      lastModified: (user.changed_at ?? user.created_at).toISOString(),
      location: `${base}/Users/${encodeURIComponent(user.id)}`,
    },
  };
}

const hidesMembers = ({ excludedAttributes = "" }: ListQuery): boolean =>
  excludedAttributes
    .toLowerCase()
    .split(/[\s,]+/)
    .includes("members");

function registerGroups(app: FastifyInstance, context: Context): void {
  app.get<{ Querystring: ListQuery }>(
    "/Groups",
    { config: write, schema: route("listScimGroups", "List groups", { querystring: listQuery }) },
    async (request, reply) => {
      const paged = pageOf(request.query);
      const { total, found } = await listGroups(
        context,
        readFilter(request.query.filter, groupFilters),
        paged,
      );
      const resources = found.map((one) => groupView(one, baseOf(request), hidesMembers(request.query)));
      return await send(reply, listOf(resources, total, paged.start));
    },
  );
  app.get<ById>(
    "/Groups/:id",
    { config: write, schema: route("showScimGroup", "Show a group", { params, querystring: listQuery }) },
    async (request, reply) => {
      const group = await getGroup(context.store, request.params.id);
      return await send(reply, groupView(group, baseOf(request), hidesMembers(request.query)));
    },
  );
  app.post<WithBody>(
    "/Groups",
    { config: write, schema: route("createScimGroup", "Add a group", { body }) },
    async (request, reply) => {
      const group = readGroup(request.body);
      const stored = await putGroup(context, undefined, () => group, request.actor.id);
      reply.header("location", `${baseOf(request)}/Groups/${stored.id}`);
      return await send(reply, groupView(stored, baseOf(request), false), 201);
    },
  );
}

function registerGroupChanges(app: FastifyInstance, context: Context): void {
  app.put<ById & WithBody>(
    "/Groups/:id",
    { config: write, schema: route("replaceScimGroup", "Replace a group", { params, body }) },
    async (request, reply) => {
      const group = readGroup(request.body);
      const stored = await putGroup(context, request.params.id, () => group, request.actor.id);
      return await send(reply, groupView(stored, baseOf(request), false));
    },
  );
  app.patch<ById & WithBody>(
    "/Groups/:id",
    { config: write, schema: route("patchScimGroup", "Change a group", { params, body }) },
    async (request, reply) => {
      const change = (before: StoredGroup | undefined): ReturnType<typeof readGroup> =>
        readGroup(patched(before === undefined ? {} : groupDocument(before), request.body));
      await putGroup(context, request.params.id, change, request.actor.id);
      return await reply.status(204).send();
    },
  );
  app.delete<ById>(
    "/Groups/:id",
    { config: write, schema: route("deleteScimGroup", "End a group", { params }) },
    async (request, reply) => {
      await deleteGroup(context, request.params.id, request.actor.id);
      return await reply.status(204).send();
    },
  );
}

const groupDocument = (group: StoredGroup): JsonObject => ({
  displayName: group.display_name,
  ...(group.external_id === null ? {} : { externalId: group.external_id }),
  members: textsOf(group.members).map((value) => ({ value })),
});

function groupView(group: StoredGroup, base: string, withoutMembers: boolean): JsonObject {
  const { members = [], ...document } = groupDocument(group);
  return {
    schemas: [urns.group],
    id: group.id,
    ...document,
    ...(withoutMembers ? {} : { members }),
    meta: {
      resourceType: "Group",
      created: group.created_at.toISOString(),
      lastModified: group.changed_at.toISOString(),
      location: `${base}/Groups/${group.id}`,
    },
  };
}
