import { createHmac } from "node:crypto";
import { answeredInJson } from "./answered.ts";
import type { Channel, ChannelParts, ChannelRow, Message } from "./channel.ts";
import { cut } from "./cut.ts";
import { secretOf } from "./secret-of.ts";

/** Settings of a robot in a group of an office messenger. */
export interface RobotSettings {
  /** Default: the address of the vendor; another one for an installation of one's own or a relay. */
  readonly url?: string | undefined;
}

/** The addresses of the vendors. */
const vendors = {
  dingtalk: "https://oapi.dingtalk.com/robot/send",
  wecom: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send",
  feishu: "https://open.feishu.cn/open-apis/bot/v2/hook",
} as const;

/** Every robot takes messages of this length. */
const maxText = 600;

const textOf = ({ text }: Message): string => cut(text, maxText);

const hmac = (key: string, text: string): string => createHmac("sha256", key).update(text).digest("base64");

const hasCode =
  (name: string) =>
  (answer: unknown): boolean =>
    typeof answer === "object" && answer !== null && Reflect.get(answer, name) === 0;

const jsonHeaders = { "content-type": "application/json; charset=utf-8" };

/** A DingTalk robot; with the secret `sign` it signs time and secret as the robot's security settings ask. */
export function dingtalkChannel(
  { id, settings, secrets: names }: ChannelRow<RobotSettings>,
  { post, secrets, clock }: ChannelParts,
): Channel {
  return {
    id,
    deliver: async (message, signal) => {
      const url = new URL(settings.url ?? vendors.dingtalk);
      url.searchParams.set("access_token", secretOf(secrets, names, "token") ?? "");
      const key = secretOf(secrets, names, "sign");
      if (key !== undefined) {
        const stamp = String(clock());
        url.searchParams.set("timestamp", stamp);
        url.searchParams.set("sign", hmac(key, `${stamp}\n${key}`));
      }
      const { address = "" } = message;
      const body = JSON.stringify({
        msgtype: "text",
        text: { content: `@${address} ${textOf(message)}` },
        at: /^\d{11}$/.test(address) ? { atMobiles: [address] } : { atUserIds: [address] },
      });
      return answeredInJson(
        await post({ url: url.href, headers: jsonHeaders, body }, signal),
        hasCode("errcode"),
      );
    },
  };
}

/** A WeCom robot: its key in the address is the secret `token`. */
export function wecomChannel(
  { id, settings, secrets: names }: ChannelRow<RobotSettings>,
  { post, secrets }: ChannelParts,
): Channel {
  return {
    id,
    deliver: async (message, signal) => {
      const url = new URL(settings.url ?? vendors.wecom);
      url.searchParams.set("key", secretOf(secrets, names, "token") ?? "");
      const { address = "" } = message;
      const who = /^\d{11}$/.test(address)
        ? { mentioned_mobile_list: [address] }
        : { mentioned_list: [address] };
      const body = JSON.stringify({ msgtype: "text", text: { content: textOf(message), ...who } });
      return answeredInJson(
        await post({ url: url.href, headers: jsonHeaders, body }, signal),
        hasCode("errcode"),
      );
    },
  };
}

/** A Feishu or Lark robot; with the secret `sign` it signs as the robot's security settings ask. */
export function feishuChannel(
  { id, settings, secrets: names }: ChannelRow<RobotSettings>,
  { post, secrets, clock }: ChannelParts,
): Channel {
  return {
    id,
    deliver: async (message, signal) => {
      const base = (settings.url ?? vendors.feishu).replace(/\/+$/, "");
      const url = `${base}/${encodeURIComponent(secretOf(secrets, names, "token") ?? "")}`;
      const key = secretOf(secrets, names, "sign");
      const stamp = String(Math.floor(clock() / 1_000));
      const signed = key === undefined ? {} : { timestamp: stamp, sign: hmac(`${stamp}\n${key}`, "") };
      const body = JSON.stringify({
        ...signed,
        msg_type: "text",
        content: {
          text: `<at user_id="${tagless(message.address ?? "")}"></at> ${tagless(textOf(message))}`,
        },
      });
      return answeredInJson(await post({ url, headers: jsonHeaders, body }, signal), hasCode("code"));
    },
  };
}

/** Feishu reads tags in texts: what somebody else wrote must not call everybody of a group. */
const tagless = (text: string): string =>
  text.replaceAll("<", "＜").replaceAll(">", "＞").replaceAll('"', "＂");
