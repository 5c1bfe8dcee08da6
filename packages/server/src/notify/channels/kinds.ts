import type { WayOut } from "../kinds.ts";
import type { Channel, ChannelParts, ChannelRow } from "./channel.ts";
import { dingtalkChannel, feishuChannel, type RobotSettings, wecomChannel } from "./robots.ts";
import { checkSms, smsChannel, type SmsSettings } from "./sms.ts";
import { smtpChannel, type SmtpSettings } from "./smtp.ts";
import { webhookChannel, type WebhookSettings } from "./webhook.ts";

/** What a kind of channel is. */
export interface KindOfChannel {
  readonly way: WayOut;
  /** What a person's address on it is; undefined where persons have none. */
  readonly address: "email" | "phone" | "user" | undefined;
  /** JSON Schema of its settings. */
  readonly settings: object;
  /** What its secrets are for, and whether it needs them. */
  readonly secrets: Readonly<Record<string, "required" | "optional">>;
  /** The one that is rotated. */
  readonly rotates: string;
  /** Messages a minute, as the vendor allows. Default: as many as it takes. */
  readonly perMinute?: number;
  /** Throws `PROBITY_E_CHANNEL` for settings that cannot work. */
  readonly check?: (settings: Readonly<Record<string, unknown>>) => void;
  readonly open: (row: ChannelRow, parts: ChannelParts) => Channel;
}

const url = { type: "string", maxLength: 500, pattern: "^https?://[^\\s?#@]+$" } as const;
const line = (maxLength: number): object => ({
  type: "string",
  minLength: 1,
  maxLength,
  pattern: "^[^\\p{Cc}]+$",
});
const object = (properties: object, required: readonly string[] = []): object => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});

/** Settings come from the table, in which only those are that fitted the schema beside it. */
const as = <T>(row: ChannelRow): ChannelRow<T> => row as unknown as ChannelRow<T>;

const robot = (
  open: (row: ChannelRow<RobotSettings>, parts: ChannelParts) => Channel,
  perMinute: number,
  signs: boolean,
): KindOfChannel => ({
  way: "message",
  address: "user",
  settings: object({ url }),
  secrets: { token: "required", ...(signs ? { sign: "optional" } : {}) },
  rotates: "token",
  perMinute,
  open: (row, parts) => open(as(row), parts),
});

/** Every kind of channel. A name is for ever: stored channels refer to it. */
export const channelKindNames = ["smtp", "webhook", "dingtalk", "wecom", "feishu", "sms"] as const;

/** One of {@link channelKindNames}. */
export type ChannelKind = (typeof channelKindNames)[number];

/** What each kind is. */
export const channelKinds: Readonly<Record<ChannelKind, KindOfChannel>> = {
  smtp: {
    way: "email",
    address: "email",
    settings: object(
      {
        host: { type: "string", maxLength: 253, pattern: "^[A-Za-z0-9](?:[A-Za-z0-9.:-]*[A-Za-z0-9])?$" },
        port: { type: "integer", minimum: 1, maximum: 65_535 },
        security: { enum: ["tls", "starttls", "none"] },
        from: { type: "string", maxLength: 254, pattern: '^[^\\s@<>,;"]+@[A-Za-z0-9.-]+$' },
        user: line(200),
      },
      ["host", "port", "security", "from"],
    ),
    secrets: { password: "optional" },
    rotates: "password",
    open: (row, parts) => smtpChannel(as<SmtpSettings>(row), parts),
  },
  webhook: {
    way: "webhook",
    address: undefined,
    settings: object({ url }, ["url"]),
    secrets: { sign: "required" },
    rotates: "sign",
    open: (row, parts) => webhookChannel(as<WebhookSettings>(row), parts),
  },
  dingtalk: robot(dingtalkChannel, 20, true),
  wecom: robot(wecomChannel, 20, false),
  feishu: robot(feishuChannel, 60, true),
  sms: {
    way: "sms",
    address: "phone",
    settings: object(
      {
        url,
        contentType: { enum: ["application/json", "application/x-www-form-urlencoded"] },
        body: { type: "string", minLength: 1, maxLength: 4_000 },
        headers: {
          type: "object",
          maxProperties: 10,
          propertyNames: { pattern: "^[A-Za-z][A-Za-z0-9-]{0,60}$" },
          additionalProperties: { type: "string", maxLength: 500, pattern: "^[\\u0020-\\u007e]*$" },
        },
        success: object({ path: line(100), equals: line(100) }, ["path", "equals"]),
        maxLength: { type: "integer", minimum: 20, maximum: 1_000 },
      },
      ["url", "contentType", "body"],
    ),
    secrets: { token: "optional" },
    rotates: "token",
    // Fitted the schema above.
    check: (settings) => checkSms(settings as unknown as SmsSettings),
    open: (row, parts) => smsChannel(as<SmsSettings>(row), parts),
  },
};

/** Whether a text is the name of a kind of channel. */
export function isChannelKind(name: string): name is ChannelKind {
  return Object.hasOwn(channelKinds, name);
}

/** The kind of a name; undefined for one that a newer server wrote. */
export const kindOfChannel = (name: string): KindOfChannel | undefined =>
  isChannelKind(name) ? channelKinds[name] : undefined;
