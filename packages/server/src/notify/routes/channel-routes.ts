import type { FastifyInstance } from "fastify";
import type { Context } from "../../context.ts";
import { idParams, operation } from "../../ops/describe.ts";
import type { Store } from "../../store/index.ts";
import { channelKindNames, channelKinds } from "../channels/index.ts";
import { noticeKindNames } from "../kinds.ts";
import { secretName } from "../secrets.ts";
import { notifyTimeoutMsOf } from "../settings.ts";
import {
  addChannel,
  type ChannelOptions,
  getChannel,
  listChannels,
  type NewChannel,
  rotateSecret,
  setChannelState,
  type StoredChannel,
} from "../stored-channels.ts";
import { testChannel } from "../test-channel.ts";
import {
  channelAnswer,
  channelKindsAnswer,
  channelsAnswer,
  shownChannelAnswer,
  testedAnswer,
} from "./answers.ts";

const id = { type: "string", pattern: "^[a-z0-9][a-z0-9._-]{0,59}$" } as const;
const name = {
  type: "string",
  pattern: secretName,
  description: "Name of a secret, not the secret",
} as const;
const addBody = {
  type: "object",
  properties: {
    id,
    kind: { enum: channelKindNames },
    name: { type: "string", minLength: 1, maxLength: 200, pattern: "^[^\\u0000-\\u001f\\ud800-\\udfff]+$" },
    settings: { type: "object", maxProperties: 20, description: "By kind, see the guide on notifications" },
    kinds: {
      type: "array",
      minItems: 1,
      maxItems: 100,
      items: { enum: noticeKindNames },
      description: "Kinds of notices that it is for; default all",
    },
    perMinute: { type: "integer", minimum: 1, maximum: 100_000 },
    secrets: {
      type: "object",
      maxProperties: 5,
      propertyNames: { pattern: "^[a-z]{1,20}$" },
      additionalProperties: name,
    },
  },
  required: ["id", "kind", "settings"],
  additionalProperties: false,
} as const;
const rotateBody = {
  type: "object",
  properties: {
    secret: name,
    use: { type: "string", pattern: "^[a-z]{1,20}$" },
    hours: { type: "integer", minimum: 0, maximum: 8_760, description: "How long a webhook signs with both" },
  },
  required: ["secret"],
  additionalProperties: false,
} as const;
const testBody = {
  type: ["object", "null"],
  properties: {
    to: { type: "string", minLength: 1, maxLength: 320, pattern: "^[^\\u0000-\\u001f\\ud800-\\udfff]+$" },
  },
  additionalProperties: false,
} as const;

interface ById {
  readonly Params: { readonly id: string };
}

const read = { access: "notify.read" } as const;
const write = { access: "notify.write" } as const;

/** `/ops/channels`: by which ways notices leave the house. Secrets are named, never shown. */
export function registerChannels(app: FastifyInstance, context: Context): void {
  const { store } = context;
  app.get(
    "/channels",
    {
      config: read,
      schema: operation("listChannels", "List channels and how they do", {
        response: { 200: channelsAnswer },
      }),
    },
    async () => ({ channels: await withCircuits(store, await listChannels(store)) }),
  );
  app.get(
    "/channels/kinds",
    {
      config: read,
      schema: operation("listChannelKinds", "Kinds of channels and their settings", {
        response: { 200: channelKindsAnswer },
      }),
    },
    () => ({
      kinds: channelKindNames.map((kind) => {
        const { way, address = null, settings, secrets, rotates } = channelKinds[kind];
        return { kind, way, address, settings, secrets, rotates };
      }),
    }),
  );
  app.get<ById>(
    "/channels/:id",
    {
      config: read,
      schema: operation("getChannel", "One channel", {
        params: idParams,
        response: { 200: shownChannelAnswer },
      }),
    },
    async ({ params }) => (await withCircuits(store, [await getChannel(store, params.id)]))[0],
  );
  app.post<{ Body: NewChannel }>(
    "/channels",
    {
      config: write,
      schema: operation("addChannel", "Add a channel", { body: addBody, response: { 201: channelAnswer } }),
    },
    async ({ body, actor }, reply) =>
      await reply.status(201).send(await addChannel(changingIn(context), body, actor.id)),
  );
  addChanges(app, context);
}

function addChanges(app: FastifyInstance, context: Context): void {
  const { config } = context;
  app.post<ById & { Body: { to?: string } | null }>(
    "/channels/:id/test",
    {
      config: write,
      schema: operation("testChannel", "Send a message now and say how it went", {
        params: idParams,
        body: testBody,
        response: { 200: testedAnswer },
      }),
    },
    ({ params, body, actor }) =>
      testChannel(
        {
          ...changingIn(context),
          newId: context.newId,
          parts: context.notices.parts,
          timeoutMs: notifyTimeoutMsOf(config),
        },
        params.id,
        body?.to,
        actor.id,
      ),
  );
  app.post<ById & { Body: { secret: string; use?: string; hours?: number } }>(
    "/channels/:id/rotate",
    {
      config: write,
      schema: operation("rotateChannel", "Use another secret; a webhook signs with both for a while", {
        params: idParams,
        body: rotateBody,
        response: { 200: channelAnswer },
      }),
    },
    ({ params, body: { hours = 24, ...rest }, actor }) =>
      rotateSecret(changingIn(context), params.id, { ...rest, hours }, actor.id),
  );
  for (const [verb, state] of [
    ["disable", "disabled"],
    ["enable", "active"],
  ] as const)
    app.post<ById>(
      `/channels/:id/${verb}`,
      {
        config: write,
        schema: operation(
          `${verb}Channel`,
          state === "active" ? "Use a channel again" : "Use a channel no more",
          { params: idParams, response: { 200: channelAnswer } },
        ),
      },
      async ({ params, actor }) => {
        const changed = await setChannelState(changingIn(context), params.id, state, actor.id);
        context.notices.wake();
        return changed;
      },
    );
}

const changingIn = (context: Context): ChannelOptions => ({
  store: context.store,
  log: context.log,
  clock: context.clock,
  secrets: context.notices.parts.secrets,
});

/** Each channel with how its endpoint does and what waits for it. */
async function withCircuits(
  { db }: Pick<Store, "db">,
  channels: readonly StoredChannel[],
): Promise<readonly object[]> {
  if (channels.length === 0) return [];
  const ids = channels.map((channel) => channel.id);
  const circuits = await db.selectFrom("notice_circuit").selectAll().where("channel", "in", ids).execute();
  const waiting = await db
    .selectFrom("notice_delivery")
    .select("channel")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("channel", "in", ids)
    .where("state", "=", "waiting")
    .groupBy("channel")
    .execute();
  return channels.map((channel) => {
    const circuit = circuits.find((one) => one.channel === channel.id);
    return {
      ...channel,
      waiting: waiting.find((one) => one.channel === channel.id)?.n ?? 0,
      failures: circuit?.failures ?? 0,
      heldUntil: circuit?.hold_until?.toISOString() ?? null,
      lastOkAt: circuit?.last_ok_at?.toISOString() ?? null,
      lastFailedAt: circuit?.last_failed_at?.toISOString() ?? null,
      lastError: circuit?.last_error ?? null,
    };
  });
}
