import { createHmac } from "node:crypto";
import { ProbityError } from "@probity/contracts";
import type { Secrets } from "../secrets.ts";
import { answered } from "./answered.ts";
import type { Channel, ChannelParts, ChannelRow, Message } from "./channel.ts";
import { demandSecret, secretOf } from "./secret-of.ts";

/** Settings of a webhook. */
export interface WebhookSettings {
  readonly url: string;
}

/**
 * Webhooks as Standard Webhooks says: `webhook-id` is the delivery's and the same at every attempt, `webhook-signature` has
 * one signature for each secret that is valid now. 410 ends the delivery; any other answer but 2xx is tried again.
 */
export function webhookChannel(
  { id, settings, secrets: names }: ChannelRow<WebhookSettings>,
  { post, secrets, clock }: ChannelParts,
): Channel {
  return {
    id,
    deliver: async (message, signal) => {
      const body = JSON.stringify(bodyOf(message, new Date(clock())));
      const stamp = String(Math.floor(clock() / 1_000));
      const keys = keysOf(secrets, names, clock());
      const headers = {
        "content-type": "application/json",
        "webhook-id": message.id,
        "webhook-timestamp": stamp,
        "webhook-signature": keys.map((key) => signature(key, message.id, stamp, body)).join(" "),
      };
      return answered(await post({ url: settings.url, headers, body }, signal));
    },
  };
}

const bodyOf = ({ id, person, locale, items, more, urgent }: Message, now: Date): object => ({
  type: "probity.notice",
  timestamp: now.toISOString(),
  data: { id, person, locale, urgent, notices: items, more },
});

function keysOf(secrets: Secrets, names: ChannelRow["secrets"], now: number): readonly Buffer[] {
  const current = keyOf(secretOf(secrets, names, "sign") ?? "");
  const { previous } = names;
  if (previous === undefined || Date.parse(previous.until) <= now) return [current];
  return [current, keyOf(demandSecret(secrets, previous.name))];
}

/** Reads `whsec_<base64>` of 24 to 64 bytes. Throws `PROBITY_E_SECRET`. */
export function keyOf(secret: string): Buffer {
  const text = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1];
  const key = Buffer.from(text ?? "", "base64");
  if (key.length < 24 || key.length > 64)
    throw new ProbityError("PROBITY_E_SECRET", "a webhook's secret is whsec_ and base64 of 24 to 64 bytes");
  return key;
}

const signature = (key: Buffer, id: string, stamp: string, body: string): string =>
  `v1,${createHmac("sha256", key).update(`${id}.${stamp}.${body}`).digest("base64")}`;
