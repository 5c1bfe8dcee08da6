import type { Cases, Json, JsonObject, Model } from "@probity/contracts";
import { maxPackLength, packModel, readPack } from "@probity/models";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { operation, query } from "../ops/describe.ts";
import { personOf } from "../people/index.ts";
import {
  diffAnswer,
  draftAnswer,
  historyAnswer,
  hitsAnswer,
  proofAnswer,
  proofsAnswer,
  shadowAnswer,
  versionAnswer,
  versionsAnswer,
} from "./answers.ts";
import { knownTypes } from "../types/index.ts";
import { diffVersions } from "./diff.ts";
import { putDraft, type TextDigests } from "./draft.ts";
import { readHistory } from "./history.ts";
import { type ModelState, modelStates } from "./life.ts";
import { listProofs, readProof } from "./proofs.ts";
import { type HitPlace, listShadowHits, readShadowReport } from "./shadow/index.ts";
import { registerModelSteps } from "./step-routes.ts";
import { registerTrials } from "./trial-routes.ts";
import { readVersion } from "./versions.ts";
import { listVersions, viewVersion } from "./views.ts";

const versionText = { type: "string", pattern: "^[0-9]+\\.[0-9]+\\.[0-9]+$", maxLength: 40 } as const;
const model = { type: "string", pattern: "^[A-Z]{2,5}-[A-Z]{2,5}$" } as const;

/** Path parameters of one version. */
export const versionParams: {
  readonly type: "object";
  readonly properties: { readonly id: object; readonly version: object };
  readonly required: readonly string[];
} = {
  type: "object",
  properties: { id: model, version: versionText },
  required: ["id", "version"],
};

/** Path parameters of one of its results. */
export const proofParams: object = {
  ...versionParams,
  properties: { ...versionParams.properties, proof: { type: "string", minLength: 1, maxLength: 100 } },
  required: ["id", "version", "proof"],
};

/** A request about one version. */
export interface ByVersion {
  readonly Params: { readonly id: string; readonly version: string };
}

const digestText = { type: "string", pattern: "^[0-9a-f]{64}$" } as const;

const listQuery = query({
  model,
  state: { enum: modelStates },
  domain: { type: "string", pattern: "^[A-Z]{2,5}$" },
  q: { type: "string", minLength: 1, maxLength: 100, pattern: "^[^\\u0000-\\u001f]*$" },
  limit: { type: "integer", minimum: 1, maximum: 500, default: 50 },
  cursor: { type: "string", pattern: "^[A-Z]{2,5}-[A-Z]{2,5}@[0-9.]{5,40}$" },
});

interface ListQuery {
  readonly model?: string;
  readonly state?: ModelState;
  readonly domain?: string;
  readonly q?: string;
  readonly limit: number;
  readonly cursor?: string;
}

/** `/ops/models`: the life of model versions (ML-1). */
export function registerModels(app: FastifyInstance, context: Context): void {
  const { store } = context;
  app.get<{ Querystring: ListQuery }>(
    "/models",
    {
      config: { access: "rule.read" },
      schema: operation("listModels", "List model versions by id and version", {
        querystring: listQuery,
        response: { 200: versionsAnswer },
      }),
    },
    async ({ query: { limit, cursor, ...filter } }) => {
      const rows = await listVersions(store, { ...filter, limit: limit + 1, after: cursor });
      const versions = rows.slice(0, limit);
      const last = versions.at(-1);
      if (rows.length <= limit || last === undefined) return { versions };
      return { versions, next: `${last.id}@${last.version}` };
    },
  );
  app.get<ByVersion>(
    "/models/:id/:version",
    {
      config: { access: "rule.read" },
      schema: operation("getModel", "One version: text, cases, open steps, newest results", {
        params: versionParams,
        response: { 200: versionAnswer },
      }),
    },
    ({ params }) => viewVersion(store, params),
  );
  app.get<ByVersion>(
    "/models/:id/:version/history",
    {
      config: { access: "rule.read" },
      schema: operation("getModelHistory", "Who did what to a version, and why", {
        params: versionParams,
        response: { 200: historyAnswer },
      }),
    },
    async ({ params }) => {
      await readVersion(store, params);
      return { steps: await readHistory(store, params) };
    },
  );
  registerDiff(app, context);
  registerDrafts(app, context);
  registerResults(app, context);
  registerShadow(app, context);
  registerModelSteps(app, context);
  registerTrials(app, context);
}

function registerDiff(app: FastifyInstance, { store, types }: Context): void {
  app.get<{ Params: { id: string }; Querystring: { before: string; after: string } }>(
    "/models/:id/diff",
    {
      config: { access: "rule.read" },
      schema: operation("diffModels", "Two versions of a model in words and numbers", {
        params: { type: "object", properties: { id: model }, required: ["id"] },
        querystring: { ...query({ before: versionText, after: versionText }), required: ["before", "after"] },
        response: { 200: diffAnswer },
      }),
    },
    ({ params, query: sides }) => diffVersions(store, params.id, sides, knownTypes(types)),
  );
}

/** A model with its cases in a body, as an editor hands them in; both are validated as a pack is. */
export const textProperties: Readonly<Record<"model" | "cases", object>> = {
  model: { type: "object" },
  cases: { type: "array", maxItems: 1000, items: { type: "object" } },
};

/** Longest body with a text: a pack of the largest size, each of its characters up to three bytes long. */
export const textBodyLimit: number = maxPackLength * 3 + 10_000;

interface DraftBody {
  readonly pack?: JsonObject;
  readonly model?: Model;
  readonly cases?: Cases;
  readonly replaces?: TextDigests | null;
  readonly reason?: string;
  readonly dryRun?: boolean;
}

/** A reason as text. */
export const reasonText = {
  type: "string",
  minLength: 1,
  maxLength: 2000,
  pattern: "^[^\\u0000-\\u0008\\u000b-\\u001f]+$",
} as const;

function registerDrafts(app: FastifyInstance, context: Context): void {
  const { types } = context;
  app.post<{ Body: DraftBody }>(
    "/models/drafts",
    {
      bodyLimit: textBodyLimit,
      config: { access: "rule.write" },
      schema: {
        ...operation("draftModel", "Store a draft, or replace the text of one", {
          body: {
            type: "object",
            properties: {
              pack: { type: "object" },
              ...textProperties,
              replaces: {
                type: ["object", "null"],
                properties: { digest: digestText, casesDigest: digestText },
                required: ["digest", "casesDigest"],
                additionalProperties: false,
                description:
                  "The text that was read, null where there was none: another one is not replaced. Without it whatever is there is.",
              },
              reason: reasonText,
              dryRun: { type: "boolean" },
            },
            oneOf: [{ required: ["pack"] }, { required: ["model", "cases"] }],
            additionalProperties: false,
          },
          response: { 200: draftAnswer, 201: draftAnswer },
        }),
        description:
          "`pack` is a model with its cases as `probity rules pack` writes it; an editor hands in `model` and `cases` instead. Results of checks and backtests belong to the exact text and do not pass on to another one.",
      },
    },
    async ({ body, actor }, reply) => {
      const by = personOf(actor);
      const pack = readPack(packText(body));
      const { reason, replaces, dryRun = false } = body;
      await types.reload();
      const draft = { model: pack.model, cases: pack.cases, by, replaces, reason, dryRun };
      const outcome = await putDraft(context, draft, knownTypes(types));
      return await reply.status(outcome.outcome === "created" && !dryRun ? 201 : 200).send(outcome);
    },
  );
}

/** A pack goes in as it came, so that its digest is compared; what an editor hands in is validated all the same. */
function packText({ pack, model: text, cases }: DraftBody): string {
  if (text !== undefined && cases !== undefined) return packModel({ model: text, cases });
  // Parsed from the request's JSON.
  return JSON.stringify((pack ?? {}) satisfies Json);
}

interface HitsQuery {
  readonly rule?: string;
  readonly comparison?: "kept" | "new" | "lost";
  readonly limit: number;
  readonly cursor?: string;
}

/** Of {@link hitCursor}. */
function hitPlace(cursor: string): HitPlace {
  const dot = cursor.indexOf(".");
  return { position: Number(cursor.slice(0, dot)), binding: cursor.slice(dot + 1) };
}

const hitCursor = ({ position, binding }: HitPlace): string => `${position}.${binding}`;

function registerResults(app: FastifyInstance, { store }: Context): void {
  app.get<ByVersion>(
    "/models/:id/:version/proofs",
    {
      config: { access: "rule.read" },
      schema: operation("listModelProofs", "Results of checks, backtests and shadow runs of a version", {
        params: versionParams,
        response: { 200: proofsAnswer },
      }),
    },
    async ({ params }) => {
      await readVersion(store, params);
      return { proofs: await listProofs(store, params) };
    },
  );
  app.get<{ Params: ByVersion["Params"] & { readonly proof: string } }>(
    "/models/:id/:version/proofs/:proof",
    {
      config: { access: "rule.read" },
      schema: operation("getModelProof", "One result whole", {
        params: proofParams,
        response: { 200: proofAnswer },
      }),
    },
    ({ params }) => readProof(store, params, params.proof),
  );
}

function registerShadow(app: FastifyInstance, { store }: Context): void {
  app.get<ByVersion>(
    "/models/:id/:version/shadow",
    {
      config: { access: "rule.read" },
      schema: operation("getModelShadow", "What a version has found in live traffic while in shadow", {
        params: versionParams,
        response: { 200: shadowAnswer },
      }),
    },
    async ({ params }) => readShadowReport(store, await readVersion(store, params)),
  );
  app.get<ByVersion & { Querystring: HitsQuery }>(
    "/models/:id/:version/shadow/hits",
    {
      config: { access: "event.read" },
      schema: operation("listShadowHits", "Hits of a shadow run, the newest first", {
        params: versionParams,
        querystring: query({
          rule: { type: "string", minLength: 1, maxLength: 60 },
          comparison: { enum: ["kept", "new", "lost"] },
          limit: { type: "integer", minimum: 1, maximum: 500, default: 50 },
          cursor: { type: "string", pattern: "^[0-9]{1,15}\\.[^\\u0000-\\u001f]{1,200}$" },
        }),
        response: { 200: hitsAnswer },
      }),
    },
    async ({ params, query: { limit, cursor, ...filter } }) => {
      const version = await readVersion(store, params);
      const rows = await listShadowHits(store, version, {
        ...filter,
        limit: limit + 1,
        after: cursor === undefined ? undefined : hitPlace(cursor),
      });
      const hits = rows.slice(0, limit);
      const last = hits.at(-1);
      return rows.length > limit && last !== undefined ? { hits, next: hitCursor(last) } : { hits };
    },
  );
}
