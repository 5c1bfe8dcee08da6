import { type EventType, ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { answerOf } from "../ops/describe.ts";
import { requireSource } from "../rules/index.ts";
import { fieldTexts } from "./field-texts.ts";
import { knownTypes } from "./known-types.ts";
import { registerType } from "./register-type.ts";
import { typeSchema } from "./type-schema.ts";
import { text } from "../ops/answer-parts.ts";

/** What a client may leave out of an event type. */
type TypeBody = Pick<EventType, "type" | "version" | "schema"> &
  Partial<EventType> & { readonly source?: string };

/** Answer of a registration. */
interface TypeAnswer {
  readonly type: string;
  readonly version: string;
  /** False when the same definition was registered before. */
  readonly created: boolean;
}

/** `POST /v1/types`: a source registers its own event types (EV-3). */
export function registerSourceTypes(app: FastifyInstance, context: Context): void {
  app.post<{ Body: TypeBody }>(
    "/types",
    {
      schema: {
        operationId: "registerType",
        summary: "Register an event type of this source",
        description:
          "The same definition again changes nothing; a change that breaks stored events or rules is refused.",
        tags: ["source"],
        body: typeSchema({}),
      },
    },
    async (request, reply) => {
      const answer = await register(context, request.source, request.body);
      return await reply.status(answer.created ? 201 : 200).send(answer);
    },
  );
}

const typesAnswer = answerOf({
  types: {
    type: "array",
    items: answerOf({
      type: text,
      version: text,
      name: answerOf({ "zh-CN": text, en: text }),
      builtin: { type: "boolean" },
      source: { type: ["string", "null"], description: "Whose own type it is" },
    }),
  },
});

/** `GET` and `POST /ops/types`: types of every source, or of the source named in the body. */
export function registerOperatorTypes(app: FastifyInstance, context: Context): void {
  const { store, types } = context;
  app.post<{ Body: TypeBody }>(
    "/types",
    {
      config: { access: "type.write" },
      schema: {
        operationId: "addType",
        summary: "Register an event type for every source, or for one",
        tags: ["operator"],
        body: typeSchema({ source: { type: "string", minLength: 1, maxLength: 200 } }),
      },
    },
    async (request, reply) => {
      const { source, ...body } = request.body;
      if (source !== undefined) await requireSource(store, source);
      const answer = await register(context, source ?? "", body);
      return await reply.status(answer.created ? 201 : 200).send(answer);
    },
  );
  registerDefinitions(app, context);
  app.get(
    "/types",
    {
      config: { access: "type.read" },
      schema: {
        operationId: "listTypes",
        summary: "List event types",
        tags: ["operator"],
        response: { 200: typesAnswer },
      },
    },
    async () => {
      await types.reload();
      return {
        types: types.all().map(({ definition, owner, builtin }) => ({
          type: definition.type,
          version: definition.version,
          name: definition.name,
          builtin,
          source: owner === "" ? null : owner,
        })),
      };
    },
  );
}

/** `GET /ops/types/definitions`: what conditions are checked against, for editors. */
function registerDefinitions(app: FastifyInstance, { types }: Context): void {
  app.get(
    "/types/definitions",
    {
      config: { access: "rule.read" },
      schema: {
        operationId: "listTypeDefinitions",
        summary: "Event types with their schemas, one of each name, as rules are checked against them",
        tags: ["operator"],
        response: {
          200: answerOf({
            types: {
              type: "array",
              items: answerOf(
                {
                  type: text,
                  version: text,
                  name: answerOf({ "zh-CN": text, en: text }),
                  when: text,
                  phase: { enum: ["before", "during", "after"] },
                  decision: { type: ["string", "null"] },
                  record: { type: ["string", "null"], enum: ["contracting", null] },
                  system: { type: "boolean" },
                  subject: { type: "array", items: text },
                  schema: { type: "object" },
                  fields: {
                    type: "object",
                    description:
                      "What each described field is, by its way below data, such as bids.details[].id",
                    additionalProperties: answerOf({ "zh-CN": text, en: text }),
                  },
                },
                ["when", "system"],
              ),
            },
          }),
        },
      },
    },
    async () => {
      await types.reload();
      return { types: knownTypes(types).map((type) => ({ ...type, fields: fieldTexts(type) })) };
    },
  );
}

async function register(context: Context, owner: string, body: TypeBody): Promise<TypeAnswer> {
  const { store, types, bundles, clock } = context;
  const definition = complete(body);
  const outcome = await registerType(store, owner, definition, new Date(clock()));
  if (outcome !== "unchanged") {
    await types.reload();
    await (owner === "" ? bundles.releaseAll() : bundles.release(owner));
  }
  return { type: definition.type, version: definition.version, created: outcome !== "unchanged" };
}

/** Fills in what most own types do not need to say. */
function complete(body: TypeBody): EventType {
  const { type, version, schema, name, when, phase, decision, record, subject } = body;
  if (record !== undefined && record !== null && (subject ?? []).length === 0) {
    throw new ProbityError("PROBITY_E_TYPE_SCHEMA", "a type with a record needs subject paths", {
      errors: [{ path: "/subject", message: "must name where the process is found" }],
    });
  }
  return {
    type,
    version,
    name: name ?? { "zh-CN": type, en: type },
    ...(when === undefined ? {} : { when }),
    phase: phase ?? "during",
    decision: decision ?? null,
    record: record ?? null,
    subject: subject ?? ["process.instanceId"],
    schema,
  };
}
