import type { Locale } from "@probity/contracts";
import { en } from "./texts-en.ts";
import { zh, type Texts } from "./texts-zh.ts";

export { formatInstant, formatMoney, instantOfInput, localInput, officeInstant } from "./format.ts";
export { localeOf } from "./locale.ts";
export type { Texts } from "./texts-zh.ts";

/** The fixed texts of a language. */
export const texts: Readonly<Record<Locale, Texts>> = { "zh-CN": zh, en };
