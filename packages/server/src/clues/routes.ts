import type { FastifyInstance } from "fastify";
import { actsFor, type Granted, noteLook } from "../access/index.ts";
import {
  caseFields as field,
  grantedPerson,
  hiddenAmong,
  type NewCase,
  tracks,
  workOnCases,
} from "../cases/index.ts";
import type { Context } from "../context.ts";
import { conflictLook } from "../org/index.ts";
import { keyedPageQuery } from "../ops/page.ts";
import {
  type ClueFilter,
  type ClueViewer,
  findSeen,
  listClues,
  showClue,
  subjectsOfClues,
} from "./read-clue.ts";
import { checkMachine, type ClueMachine, machineInForce, machineSchema } from "./stages.ts";
import { clueSources, type NewClue, takeClue } from "./take-clue.ts";
import { type CluePlace, clueToCase, decideSimilar, moveClue, readReporter } from "./work-clue.ts";
import {
  clueAnswer,
  cluesAnswer,
  movedAnswer,
  openedAnswer,
  reporterAnswer,
  stagesAnswer,
  takenAnswer,
} from "./answers.ts";

interface ById {
  readonly Params: { readonly id: string };
}

const operation = (operationId: string, summary: string, more: object): object => ({
  operationId,
  summary,
  tags: ["console"],
  ...more,
});
const body = (properties: object, required: readonly string[]): object => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});
const params = body({ id: field.id }, ["id"]);
const pairParams = body({ id: field.id, other: field.id }, ["id", "other"]);
const version = { type: "integer", minimum: 1 } as const;

const clueBody = body(
  {
    source: { enum: clueSources },
    sourceRef: field.name,
    topic: field.name,
    text: field.text,
    unit: field.unit,
    receivedAt: field.moment,
    replyDueAt: field.moment,
    subjects: field.responsible,
    protectedReporter: { type: "boolean" },
    reporter: body({ name: field.name, contact: field.name, text: field.text }, []),
  },
  ["source", "text", "subjects", "protectedReporter"],
);

async function viewerOf(context: Context, granted: Granted): Promise<ClueViewer> {
  const look = await conflictLook(context, context.clock());
  return { granted, look, hidden: hiddenAmong(look, actsFor(granted), await subjectsOfClues(context.store)) };
}

/** `/console/clues`: clues from outside (CA-5), their stages, and the cases that they become. */
export function registerClues(app: FastifyInstance, context: Context): void {
  registerReading(app, context);
  registerWork(app, context);
  registerOutcomes(app, context);
  registerStages(app, context);
}

function registerReading(app: FastifyInstance, context: Context): void {
  const config = { access: "clue.read", scoped: true } as const;
  app.get<{ Querystring: ClueFilter }>(
    "/clues",
    {
      config,
      schema: operation("listClues", "List clues, the newest first: open ones, unless asked otherwise", {
        response: { 200: cluesAnswer },
        querystring: {
          type: "object",
          properties: {
            stage: field.id,
            source: { enum: clueSources },
            subject: field.id,
            all: { type: "boolean" },
            ...keyedPageQuery,
          },
          additionalProperties: false,
        },
      }),
    },
    async ({ query, actor }) =>
      await listClues(context.store, query, await viewerOf(context, grantedPerson(actor))),
  );
  app.get<ById>(
    "/clues/:id",
    {
      config,
      schema: operation("showClue", "One clue, without its reporter", {
        response: { 200: clueAnswer },
        params,
      }),
    },
    async ({ params: { id }, actor }) => {
      const shown = await showClue(context.store, await viewerOf(context, grantedPerson(actor)), id);
      await noteLook(context, actor, { kind: "clue", object: id, purpose: id });
      return shown;
    },
  );
  app.post<ById & { Body: { purpose: string } }>(
    "/clues/:id/reporter",
    {
      config: { access: "clue.reporter", scoped: true },
      schema: operation("readReporter", "Who reported it; the purpose is logged", {
        response: { 200: reporterAnswer },
        params,
        body: body({ purpose: field.text }, ["purpose"]),
      }),
    },
    async ({ params: { id }, body: { purpose }, actor }) => {
      const shown = await workOnCases(context, (work) =>
        readReporter(work, grantedPerson(actor), id, purpose),
      );
      context.scorer.wake();
      return shown;
    },
  );
}

function registerWork(app: FastifyInstance, context: Context): void {
  const config = { access: "clue.intake", scoped: true } as const;
  app.post<{ Body: NewClue }>(
    "/clues",
    {
      config,
      schema: operation("takeClue", "Take a clue in; what may be the same is said", {
        response: { 201: takenAnswer },
        body: clueBody,
      }),
    },
    async ({ body: clue, actor }, reply) => {
      const viewer = { id: actor.id, grants: actor.grants };
      const taken = await workOnCases(context, (work) => {
        const { transaction, look } = work;
        const place = { granted: viewer, look };
        return takeClue(work, clue, actor.id, async (id) => {
          const seen = await findSeen(transaction, place, id, { permission: "clue.intake" });
          return seen !== undefined;
        });
      });
      context.scorer.wake();
      return await reply.status(201).send(taken);
    },
  );
  app.post<ById & { Body: { to: string; version: number; text: string } }>(
    "/clues/:id/moves",
    {
      config: { access: "clue.read", scoped: true },
      schema: operation("moveClue", "Move a clue to its next stage", {
        response: { 200: movedAnswer },
        params,
        body: body({ to: field.id, version, text: field.text }, ["to", "version", "text"]),
      }),
    },
    async ({ params: { id }, body: { version: seen, ...move }, actor }) => {
      const place = { id, version: seen };
      const moved = await workOnCases(context, (work) => moveClue(work, grantedPerson(actor), place, move));
      context.scorer.wake();
      return moved;
    },
  );
}

function registerOutcomes(app: FastifyInstance, context: Context): void {
  const config = { access: "clue.intake", scoped: true } as const;
  app.post<{ Params: { id: string; other: string }; Body: { same: boolean } }>(
    "/clues/:id/similar/:other",
    {
      config,
      schema: operation("decideSimilar", "Say whether two clues are the same", {
        params: pairParams,
        body: body({ same: { type: "boolean" } }, ["same"]),
      }),
    },
    async ({ params: { id, other }, body: { same }, actor }) => {
      const pair = { clue: id, other, same };
      await workOnCases(context, (work) => decideSimilar(work, grantedPerson(actor), pair));
      context.scorer.wake();
      return { id, other, same };
    },
  );
  app.post<ById & { Body: Pick<NewCase, "title" | "level" | "tracks"> & Pick<CluePlace, "version"> }>(
    "/clues/:id/case",
    {
      config,
      schema: operation("clueToCase", "Make a case of a clue", {
        response: { 201: openedAnswer },
        params,
        body: body(
          {
            title: field.name,
            level: { type: "integer", minimum: 1, maximum: 3 },
            tracks: { type: "array", items: { enum: tracks }, minItems: 1, maxItems: 2, uniqueItems: true },
            version,
          },
          ["title", "level", "tracks", "version"],
        ),
      }),
    },
    async ({ params: { id }, body: { version: seen, ...input }, actor }, reply) => {
      const place = { id, version: seen };
      const opened = await workOnCases(context, (work) =>
        clueToCase(work, grantedPerson(actor), place, input),
      );
      context.scorer.wake();
      return await reply.status(201).send(opened);
    },
  );
}

function registerStages(app: FastifyInstance, context: Context): void {
  app.get(
    "/clues/stages",
    {
      config: { access: "clue.read", scoped: true },
      schema: operation("clueStages", "The stages of clues that come in now", {
        response: { 200: stagesAnswer },
      }),
    },
    () => machineInForce(context.store),
  );
  app.post<{ Body: ClueMachine }>(
    "/clues/stages",
    {
      config: { access: "clue.configure" },
      schema: operation("setClueStages", "Other stages, for clues that come in from now on", {
        body: machineSchema,
      }),
    },
    async ({ body: machine, actor }, reply) => {
      checkMachine(machine);
      const { version: before } = await machineInForce(context.store);
      await context.store.db
        .insertInto("clue_machine")
        .values({
          version: before + 1,
          body: JSON.stringify(machine),
          created_at: new Date(context.clock()).toISOString(),
          created_by: actor.id,
        })
        .execute();
      return await reply.status(201).send({ version: before + 1 });
    },
  );
}
