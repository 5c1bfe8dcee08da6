import { anything, count, many, pageOf, text, textOrNone, yesNo } from "../../ops/answer-parts.ts";
import { answerOf } from "../../ops/describe.ts";
import { channelKindNames } from "../channels/index.ts";
import { waysOut } from "../kinds.ts";

const secretNames = {
  type: "object",
  description: "Names of secrets by use",
  additionalProperties: { anyOf: [text, answerOf({ name: text, until: text })] },
};

const channel = {
  id: text,
  kind: text,
  name: text,
  settings: anything,
  kinds: many(text),
  perMinute: count,
  secrets: secretNames,
  state: { enum: ["active", "disabled"] },
  createdAt: text,
  changedAt: text,
};
const unsaid = ["kinds", "perMinute"];

/** A channel that was added or changed. */
export const channelAnswer: object = answerOf(channel, unsaid);

/** A channel with how its endpoint does. */
export const shownChannelAnswer: object = answerOf(
  {
    ...channel,
    waiting: count,
    failures: count,
    heldUntil: textOrNone,
    lastOkAt: textOrNone,
    lastFailedAt: textOrNone,
    lastError: textOrNone,
  },
  unsaid,
);

/** Every channel. */
export const channelsAnswer: object = answerOf({ channels: many(shownChannelAnswer) });

/** What kinds of channels there are, and what each is made of. */
export const channelKindsAnswer: object = answerOf({
  kinds: many(
    answerOf({
      kind: { enum: channelKindNames },
      way: { enum: waysOut },
      address: { enum: ["email", "phone", "user", null], description: "What a person has on it" },
      settings: { ...anything, description: "JSON Schema" },
      secrets: { type: "object", additionalProperties: { enum: ["required", "optional"] } },
      rotates: text,
    }),
  ),
});

/** How a message went. */
export const testedAnswer: object = answerOf(
  { ok: yesNo, status: count, error: text, retryAfterMs: count, permanent: yesNo, durationMs: count },
  ["status", "error", "retryAfterMs", "permanent"],
);

const delivery = {
  id: text,
  channel: text,
  person: text,
  state: { enum: ["waiting", "sent", "dead"] },
  kinds: many(text),
  notices: count,
  digest: yesNo,
  attempts: count,
  createdAt: text,
  dueAt: textOrNone,
  endedAt: textOrNone,
  lastError: textOrNone,
};

/** A page of deliveries. */
export const deliveriesAnswer: object = pageOf("deliveries", answerOf(delivery));

/** A delivery with every attempt. */
export const deliveryAnswer: object = answerOf({
  ...delivery,
  log: many(
    answerOf({
      n: count,
      at: text,
      ok: yesNo,
      status: { type: ["integer", "null"] },
      durationMs: count,
      error: textOrNone,
    }),
  ),
});

/** Where a person is told, by kind of channel. */
export const addressesAnswer: object = answerOf({
  id: text,
  addresses: answerOf(Object.fromEntries(channelKindNames.map((kind) => [kind, text])), channelKindNames),
});
