import type { FastifyInstance } from "fastify";
import type { Context } from "../../context.ts";
import { answerOf, query } from "../../ops/describe.ts";
import { pageQuery } from "../../ops/page.ts";
import { personOf } from "../../people/index.ts";
import { readAddresses } from "../addresses.ts";
import { countUnread, type InboxFilter, listNotices, markRead } from "../inbox.ts";
import { kindOfNotice, noticeKindNames, noticeKinds, waysOut } from "../kinds.ts";
import {
  defaultPreferences,
  type NoticePreferences,
  preferencesSchema,
  readPreferences,
  storePreferences,
} from "../preferences.ts";
import { count, moment, text } from "../../ops/answer-parts.ts";

const listQuery = query({
  unread: { type: "boolean", default: false },
  kind: { enum: noticeKindNames },
  lang: { enum: ["zh-CN", "en"] },
  ...pageQuery,
});
const place = { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER } as const;
const readBody = {
  type: "object",
  properties: { ids: { type: "array", maxItems: 500, items: place }, upTo: place },
  oneOf: [{ required: ["ids"] }, { required: ["upTo"] }],
  additionalProperties: false,
} as const;

const unreadCount = { unread: { ...count, description: "Not read; up to 1000 are counted" } };
const noticeAnswer = answerOf({
  id: place,
  kind: text,
  urgency: text,
  title: text,
  text,
  link: { type: ["string", "null"], description: "A path of the console" },
  createdAt: moment,
  readAt: { type: ["string", "null"], format: "date-time" },
});
const noticesAnswer = answerOf(
  {
    notices: { type: "array", items: noticeAnswer },
    ...unreadCount,
    next: { ...text, description: "Cursor" },
  },
  ["next"],
);
const localized = answerOf({ "zh-CN": text, en: text });
const preferencesAnswer = answerOf({
  preferences: preferencesSchema,
  addresses: { type: "object", additionalProperties: text, description: "By kind of channel" },
  kinds: {
    type: "array",
    items: answerOf({
      kind: { enum: noticeKindNames },
      name: localized,
      ways: { type: "array", items: { enum: waysOut } },
      mandatory: { type: "boolean" },
      escalation: { type: "boolean" },
    }),
  },
});

const signedIn = { access: "signed-in" } as const;

const describe = (operationId: string, summary: string, more: object = {}): object => ({
  operationId,
  summary,
  tags: ["console"],
  ...more,
});

/** `/console/notifications`: what a person was told, and how that person wants to be told (CA-6). */
export function registerInbox(app: FastifyInstance, context: Context): void {
  const { store, clock, config } = context;
  const { timeZone } = config;
  app.get<{ Querystring: InboxFilter }>(
    "/notifications",
    {
      config: signedIn,
      schema: describe("listNotifications", "List one's own notices, newest first", {
        querystring: listQuery,
        response: { 200: noticesAnswer },
      }),
    },
    async ({ query: asked, actor }) => await listNotices({ store, timeZone }, personOf(actor), asked),
  );
  app.get(
    "/notifications/unread",
    {
      config: signedIn,
      schema: describe("countNotifications", "How many are not read, up to 1000", {
        response: { 200: answerOf(unreadCount) },
      }),
    },
    async ({ actor }) => ({ unread: await countUnread(store, personOf(actor)) }),
  );
  app.post<{ Body: { ids: readonly number[] } | { upTo: number } }>(
    "/notifications/read",
    {
      config: signedIn,
      schema: describe("readNotifications", "Mark notices as read: some, or all up to one", {
        body: readBody,
        response: { 200: answerOf({ read: count, ...unreadCount }) },
      }),
    },
    async ({ body, actor }) => {
      const person = personOf(actor);
      const read = await markRead(store, person, body, new Date(clock()));
      return { read, unread: await countUnread(store, person) };
    },
  );
  addPreferences(app, context);
}

function addPreferences(app: FastifyInstance, { store, clock }: Context): void {
  app.get(
    "/notifications/preferences",
    {
      config: signedIn,
      schema: describe("getNotificationPreferences", "How one is told, and every kind of notice", {
        response: { 200: preferencesAnswer },
      }),
    },
    async ({ actor }) => {
      const person = personOf(actor);
      const preferences = (await readPreferences(store, [person])).get(person) ?? defaultPreferences;
      return { preferences, addresses: await readAddresses(store, person), kinds };
    },
  );
  app.put<{ Body: Partial<NoticePreferences> }>(
    "/notifications/preferences",
    {
      config: signedIn,
      schema: describe(
        "putNotificationPreferences",
        "Change how one is told; what is left out takes its default",
        {
          body: preferencesSchema,
          response: { 200: answerOf({ preferences: preferencesSchema }) },
        },
      ),
    },
    async ({ body, actor }) => ({
      preferences: await storePreferences(store, personOf(actor), body, new Date(clock())),
    }),
  );
}

const kinds = noticeKindNames.map((kind) => {
  const { mandatory = false, escalation = false } = kindOfNotice(kind) ?? {};
  return { kind, name: noticeKinds[kind].name, ways: noticeKinds[kind].ways, mandatory, escalation };
});
