import type { Locale } from "@probity/contracts";
import type { LetterRow } from "./letter.ts";
import { writtenOf } from "./letter.ts";
import { wordsHash } from "./words-hash.ts";
import { letterTemplates } from "./templates.ts";

/** A letter in words, before it is a page or a file. */
export interface ComposedLetter {
  readonly language: Locale;
  readonly title: string;
  /** Undefined: a draft. */
  readonly number: string | undefined;
  readonly to: string;
  readonly intro: string;
  readonly sections: readonly { readonly heading: string; readonly text: string }[];
  readonly closing: string | undefined;
  readonly signature: string;
  /** A line for the other side to sign on. */
  readonly countersignature: string | undefined;
  /** How secret it is, for the head of every page. */
  readonly mark: string;
  /** SHA-256 of its words, as the log has it of the last draft. */
  readonly hash: string;
}

/** What of its case a letter names. */
export interface LetterCase {
  readonly title: string;
  readonly level: number;
}

/** Who signed it, when. */
export interface Signed {
  readonly number: string;
  readonly name: string;
  readonly day: string;
}

const words = {
  "zh-CN": {
    to: (name: string) => `${name}：`,
    reply: (day: string) => `请于 ${day} 前书面回复办理情况。`,
    draft: "草稿，未签发",
    signed: ({ name, day }: Signed) => `签发人：${name}　${day}`,
    counter: "本人签字：____________　日期：____________",
    marks: { business: "内部资料", integrity: "内部资料　注意保密" },
  },
  en: {
    to: (name: string) => `To: ${name}`,
    reply: (day: string) => `Please answer in writing by ${day}.`,
    draft: "Draft, not signed",
    signed: ({ name, day }: Signed) => `Signed: ${name}, ${day}`,
    counter: "Signature: ____________  Date: ____________",
    marks: { business: "Internal", integrity: "Internal, confidential" },
  },
} as const;

/** The number of a letter as it is written. */
export const numberOf = (
  { kind, language }: Pick<LetterRow, "kind" | "language">,
  year: number,
  sequence: number,
): string => {
  const { name, code } = letterTemplates[kind];
  return language === "zh-CN" ? `${name["zh-CN"]}〔${year}〕${sequence}号` : `${code} ${year}/${sequence}`;
};

/** Puts a letter into words. Pure. */
export function composeLetter(
  letter: LetterRow,
  about: LetterCase,
  signed: Signed | undefined,
): ComposedLetter {
  const { kind, language, recipient, reply_on: replyOn, case_id: caseId } = letter;
  const { name, intro, sections, isAnswered, isCountersigned } = letterTemplates[kind];
  const said = words[language];
  const values: Readonly<Record<string, string>> = {
    title: about.title,
    case: caseId,
    level: String(about.level),
  };
  const written = writtenOf(letter);
  return {
    language,
    title: name[language],
    number: signed?.number,
    to: said.to(recipient),
    intro: intro[language].replaceAll(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole),
    sections: sections.map(({ field, heading }) => ({
      heading: heading[language],
      text: written[field] ?? "",
    })),
    closing: isAnswered && replyOn !== null ? said.reply(replyOn) : undefined,
    signature: signed === undefined ? said.draft : said.signed(signed),
    countersignature: isCountersigned === true ? said.counter : undefined,
    mark: said.marks[letter.track],
    hash: wordsHash([recipient, replyOn, written]),
  };
}
