import { ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { loggingTransaction } from "../log/index.ts";
import { operation } from "../ops/describe.ts";
import { personOf } from "../people/index.ts";
import { jobAnswer } from "../jobs/index.ts";
import { type Act, advance } from "./advance.ts";
import { checkAnswer, inForceAnswer, releaseAnswer, stateAnswer } from "./answers.ts";
import { type BacktestOrder, queueBacktest } from "./backtest/index.ts";
import { checkModel } from "./check.ts";
import { knownTypes } from "../types/index.ts";
import { recordProof } from "./record-proof.ts";
import {
  type ReleaseOptions,
  releaseVersion,
  retireVersion,
  rollBack,
  sourcesOf,
  tryRelease,
} from "./release.ts";
import { type ByVersion, reasonText, versionParams } from "./routes.ts";
import { enterShadow, leaveShadow } from "./shadow/index.ts";
import { requireVersions } from "./version-problems.ts";
import { lockVersions, nameOf, pick, readCases, type VersionName, versionsOf } from "./versions.ts";

interface StepBody {
  readonly reason?: string;
  readonly digest?: string;
  readonly dryRun?: boolean;
}

const digestText = {
  type: "string",
  pattern: "^[0-9a-f]{64}$",
  description: "The text that was looked at; another one is refused",
} as const;

const body = (needs: readonly string[], more: object = {}): object => ({
  type: "object",
  properties: { reason: reasonText, digest: digestText, ...more },
  ...(needs.length > 0 && { required: needs }),
  additionalProperties: false,
});

type StepRequest = ByVersion & { readonly Body: StepBody | null };

/** The steps of a version's life, each by a person. */
export function registerModelSteps(app: FastifyInstance, context: Context): void {
  registerCheck(app, context);
  registerBacktest(app, context);
  registerReview(app, context);
  registerRelease(app, context);
}

function registerCheck(app: FastifyInstance, context: Context): void {
  app.post<ByVersion>(
    "/models/:id/:version/check",
    {
      config: { access: "rule.write" },
      schema: operation("checkModel", "Compile a version, run its cases, try it at every source", {
        params: versionParams,
        response: { 200: checkAnswer },
      }),
    },
    ({ params, actor }) => check(context, params, personOf(actor)),
  );
}

async function check(context: Context, name: VersionName, by: string): Promise<object> {
  const { store, bundles, windows, types, newId } = context;
  await types.reload();
  const versions = await versionsOf(store, name.id);
  const { model, digest, casesDigest } = pick(versions, name);
  const cases = await readCases(store, name);
  const sources = await sourcesOf(store);
  const input = { model, cases, types: knownTypes(types), versions, sources, bundles, windows };
  const result = await checkModel(input);
  const proof = { id: newId(), kind: "check", digest, casesDigest, ok: result.ok, by, result } as const;
  await loggingTransaction(store, async (transaction) => {
    const now = pick(await lockVersions(transaction, name.id), name);
    if (now.digest !== digest || now.casesDigest !== casesDigest)
      throw new ProbityError("PROBITY_E_MODEL_STATE", `${nameOf(name)} has another text by now`);
    await recordProof(context, transaction, name, proof);
  });
  return { id: name.id, version: name.version, digest, proof: proof.id, ...result };
}

const instant = { type: "string", format: "date-time", maxLength: 40 } as const;

function registerBacktest(app: FastifyInstance, context: Context): void {
  app.post<ByVersion & { Body: Omit<BacktestOrder, "by"> | null }>(
    "/models/:id/:version/backtests",
    {
      config: { access: "rule.write" },
      schema: {
        ...operation("startBacktest", "Replay stored events with a version and the one in force", {
          params: versionParams,
          body: {
            type: "object",
            properties: {
              sources: {
                type: "array",
                minItems: 1,
                maxItems: 1000,
                items: { type: "string", minLength: 1, maxLength: 200 },
              },
              from: instant,
              to: instant,
            },
            additionalProperties: false,
          },
          response: { 202: jobAnswer },
        }),
        description:
          "Answers with a job. Its result is a proof of this text, under the job's id. Default: all sources, all stored events; `from` and `to` bound the time of events.",
      },
    },
    async ({ params, body: order, actor }, reply) => {
      const job = await queueBacktest(context, params, { ...order, by: personOf(actor) });
      context.jobs.wake();
      return await reply.status(202).send(job);
    },
  );
}

function registerReview(app: FastifyInstance, context: Context): void {
  const step = (
    name: "shadow" | "submit" | "return",
    summary: string,
    needs: readonly string[],
    take: (name: VersionName, act: Act) => Promise<string>,
  ): void => {
    const access = name === "return" ? "rule.review" : "rule.write";
    app.post<StepRequest>(
      `/models/:id/:version/${name}`,
      {
        config: { access },
        schema: operation(`${name}Model`, summary, {
          params: versionParams,
          body: body(needs),
          response: { 200: stateAnswer },
        }),
      },
      async ({ params, body: given, actor }) => {
        const state = await take(params, { by: personOf(actor), oneWith: actor.oneWith, ...textsOf(given) });
        return { id: params.id, version: params.version, state };
      },
    );
  };
  step("shadow", "Let a draft judge live traffic without effect", [], (name, act) =>
    advance(context, name, "shadow", act, enterShadow),
  );
  step("submit", "Hand a version in for review; its text is frozen", [], (name, act) =>
    advance(context, name, "submit", act, (held) => {
      requireVersions(held.version.model, held.versions, knownTypes(context.types));
      return leaveShadow(context, act, held);
    }),
  );
  step("return", "Give a version back to its authors, with a reason", ["reason"], (name, act) =>
    advance(context, name, "return", act, (held) => leaveShadow(context, act, held)),
  );
}

function registerRelease(app: FastifyInstance, context: Context): void {
  const { types } = context;
  const options: ReleaseOptions = {
    ...context,
    onError: (err, source) => app.log.error({ err, source }, "a bundle could not be released"),
  };
  app.post<StepRequest>(
    "/models/:id/:version/release",
    {
      config: { access: "rule.release" },
      schema: operation("releaseModel", "Put a reviewed version in force, by who took no part in it", {
        params: versionParams,
        body: body([], { dryRun: { type: "boolean" } }),
        response: { 200: releaseAnswer },
      }),
    },
    async ({ params, body: given, actor }) => {
      const act = { by: personOf(actor), oneWith: actor.oneWith, ...textsOf(given) };
      await types.reload();
      const known = knownTypes(types);
      const { id, version } = params;
      if (given?.dryRun === true)
        return { id, version, ...(await tryRelease(options, params, act, known)), dryRun: true };
      return { id, version, ...(await releaseVersion(options, params, act, known)) };
    },
  );
  registerEnds(app, options);
}

function registerEnds(app: FastifyInstance, options: ReleaseOptions): void {
  app.post<StepRequest>(
    "/models/:id/:version/rollback",
    {
      config: { access: "rule.release" },
      schema: operation("rollbackModel", "Put a superseded version in force again, with a reason", {
        params: versionParams,
        body: body(["reason"]),
        response: { 200: inForceAnswer },
      }),
    },
    async ({ params, body: given, actor }) => {
      const act = { by: personOf(actor), oneWith: actor.oneWith, ...textsOf(given) };
      return { id: params.id, version: params.version, ...(await rollBack(options, params, act)) };
    },
  );
  app.post<StepRequest>(
    "/models/:id/:version/retire",
    {
      config: { access: "rule.release" },
      schema: operation(
        "retireModel",
        "Ask for the end of a version in force, or confirm what another asked for",
        {
          params: versionParams,
          body: body(["reason"]),
          response: { 200: inForceAnswer },
        },
      ),
    },
    async ({ params, body: given, actor }) => {
      const act = { by: personOf(actor), oneWith: actor.oneWith, ...textsOf(given) };
      return { id: params.id, version: params.version, ...(await retireVersion(options, params, act)) };
    },
  );
}

const textsOf = (given: StepBody | null): Pick<Act, "reason" | "digest"> => ({
  reason: given?.reason,
  digest: given?.digest,
});
