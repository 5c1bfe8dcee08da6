import type { NoticeReason } from "./decision.ts";
import type { Locale } from "./plain-text.ts";
import type { NoticeState } from "./state.ts";

/** What the notice says in one language. */
export interface Texts {
  /** Heading and explanation of each state. */
  readonly states: { readonly [state in NoticeState]: readonly [heading: string, lead: string] };
  readonly acknowledged: string;
  readonly withdrawn: readonly [string, string];
  readonly expired: readonly [string, string];
  readonly agreedBy: (name: string) => string;
  readonly refusedBy: (name: string) => string;
  readonly asked: (names: string) => string;
  readonly until: (moment: string) => string;
  readonly submitBy: (moment: string) => string;
  readonly opinion: string;
  readonly somebody: string;
  readonly and: string;
  readonly colon: string;
  readonly more: (count: number) => string;
  readonly seen: (count: number) => string;
  readonly basis: string;
  readonly toField: string;
  readonly weakened: string;
  readonly unchecked: string;
  readonly acknowledge: string;
  readonly falseAlarm: string;
  readonly reason: string;
  /** The general kinds of reason: urgent, no alternative, decided above, verified, other. */
  readonly reasons: readonly [string, string, string, string, string];
  readonly chooseReason: string;
  readonly reasonMissing: string;
  readonly explanation: string;
  readonly explanationHint: string;
  readonly tooShort: string;
  readonly count: (used: number) => string;
  readonly approver: string;
  readonly ask: string;
  readonly nobody: string;
  readonly notAsked: (code: string) => string;
  readonly remind: string;
  readonly reminded: string;
  readonly fix: string;
  readonly retry: string;
  readonly appeal: string;
  readonly appealTitle: string;
  readonly falseAlarmTitle: string;
  readonly appealHint: string;
  readonly appealSend: string;
  readonly appealSending: string;
  readonly appealSent: string;
  readonly falseAlarmSent: string;
  readonly appealFailed: string;
}

/** Every text of the notice; the door by which it is loaded puts in the languages that it has. */
export const texts = {} as { [locale in Locale]: Texts };

/** Codes of the kinds of reason that are offered unless the host names its own. */
const codes = ["urgent", "no_alternative", "decided_above", "verified", "other"] as const;

/** Those kinds, in the languages that there are texts in; the other says the same. */
export function defaultReasons(): readonly NoticeReason[] {
  const spoken: Partial<typeof texts> = texts;
  const zh = spoken["zh-CN"] ?? texts.en;
  const en = spoken.en ?? zh;
  return codes.map((code, at) => ({
    code,
    label: { "zh-CN": zh.reasons[at] ?? code, en: en.reasons[at] ?? code },
  }));
}
