import { ProbityError } from "@probity/contracts";
import { answered, answeredInJson } from "./answered.ts";
import type { Channel, ChannelParts, ChannelRow, Message } from "./channel.ts";
import { cut } from "./cut.ts";
import { secretOf } from "./secret-of.ts";
import { checkTemplate, fillTemplate, inForm, inHeader, inJson, type TemplateValues } from "./template.ts";

/** Settings of a gateway for short messages that is reached by HTTP. */
export interface SmsSettings {
  readonly url: string;
  readonly contentType: "application/json" | "application/x-www-form-urlencoded";
  /** With `{{to}}`, `{{text}}`, `{{title}}`, `{{link}}`, `{{id}}`, `{{secret}}`. */
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Where the answer says that the gateway took it: a path of keys and its value. Default: any 2xx. */
  readonly success?: { readonly path: string; readonly equals: string } | undefined;
  /** Longest text. Default 200. */
  readonly maxLength?: number | undefined;
}

/** Sends short messages by a template for whatever gateway there is. */
export function smsChannel(
  { id, settings, secrets: names }: ChannelRow<SmsSettings>,
  { post, secrets }: ChannelParts,
): Channel {
  const { url, contentType, success } = settings;
  return {
    id,
    deliver: async (message, signal) => {
      const values = valuesOf(message, settings, secretOf(secrets, names, "token") ?? "");
      const headers = Object.fromEntries(
        Object.entries(settings.headers ?? {}).map(([name, template]) => [
          name,
          fillTemplate(template, values, inHeader),
        ]),
      );
      const body = fillTemplate(settings.body, values, contentType === "application/json" ? inJson : inForm);
      const posted = await post({ url, headers: { ...headers, "content-type": contentType }, body }, signal);
      if (success === undefined) return answered(posted);
      return answeredInJson(posted, (answer) => String(valueAt(answer, success.path)) === success.equals);
    },
  };
}

const valuesOf = (
  { id, address = "", title, text, items }: Message,
  { maxLength = 200 }: SmsSettings,
  secret: string,
): TemplateValues => ({
  id,
  secret,
  to: address,
  title: cut(title, maxLength),
  text: cut(text.replaceAll(/\s*\n\s*/g, " "), maxLength),
  link: items[0]?.link ?? "",
});

function valueAt(value: unknown, path: string): unknown {
  let found = value;
  for (const key of path.split(".")) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}

/** Throws `PROBITY_E_CHANNEL` for templates that cannot be filled, or that give no JSON where they should. */
export function checkSms({ body, headers = {}, contentType }: SmsSettings): void {
  for (const template of [body, ...Object.values(headers)]) checkTemplate(template);
  if (contentType !== "application/json") return;
  const text = 'a"b';
  const sample = { to: text, text, title: text, link: text, id: text, secret: text };
  try {
    JSON.parse(fillTemplate(body, sample, inJson));
  } catch (cause) {
    throw new ProbityError("PROBITY_E_CHANNEL", "the body is no JSON when it is filled", { cause });
  }
}
