import type { Locale } from "@probity/contracts";
import { kindOfNotice } from "./kinds.ts";
import { zoneTime } from "./zone-time.ts";

/** A stored notice, as far as its text is made of it. */
export interface StoredNotice {
  readonly kind: string;
  /** JSON, written by notify. */
  readonly data: string;
}

/** A notice in words. */
export interface NoticeText {
  readonly title: string;
  readonly text: string;
}

/** Says a notice in one language, with times of one time zone. A kind that this version does not know is its own title. */
export function renderNotice({ kind, data }: StoredNotice, locale: Locale, timeZone: string): NoticeText {
  const known = kindOfNotice(kind);
  if (known === undefined) return { title: kind, text: "" };
  // Written by notify.
  const values = JSON.parse(data) as Readonly<Record<string, unknown>>;
  const fill = (template: string): string =>
    template.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => wordOf(values[name], locale, timeZone));
  return { title: fill(known.title[locale]), text: fill(known.text[locale]) };
}

function wordOf(value: unknown, locale: Locale, timeZone: string): string {
  if (typeof value === "string" || typeof value === "number") return String(value);
  if (typeof value !== "object" || value === null) return "?";
  if ("time" in value) return timeText(String(value.time), timeZone);
  const text: unknown = Reflect.get(value, locale);
  return typeof text === "string" ? text : "?";
}

function timeText(moment: string, timeZone: string): string {
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return moment;
  const { day, time } = zoneTime(at, timeZone);
  return `${day} ${time}`;
}
