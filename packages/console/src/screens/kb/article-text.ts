import type { Answer } from "../../api/call.ts";
import { language } from "../../i18n/i18n.ts";

/** An article of a list. */
export type Article = Answer<"get", "/console/kb/articles">["articles"][number];

/** A text in the language of the screen, or else in the one that it has. */
export const shownText = (texts: Article["title"]): string =>
  texts[language()] ?? texts["zh-CN"] ?? texts.en ?? "";
