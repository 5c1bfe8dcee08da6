import type { NoticeReason } from "./decision.ts";
import type { Locale } from "./plain-text.ts";
import type { NoticeState } from "./state.ts";

/** Fewest and most characters of a written reason. */
export const shortestReason = 10;
/** The most that is taken. */
export const longestReason = 2000;

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

/** The kinds of reason that are offered unless the host names its own. */
export const defaultReasons: readonly NoticeReason[] = [
  { code: "urgent", label: { "zh-CN": "情况紧急", en: "Urgent" } },
  { code: "no_alternative", label: { "zh-CN": "别无其他选择", en: "No alternative" } },
  { code: "decided_above", label: { "zh-CN": "上级或集体决定", en: "Decided by a superior or a meeting" } },
  { code: "verified", label: { "zh-CN": "已核实，情况属实", en: "Checked and found correct" } },
  { code: "other", label: { "zh-CN": "其他", en: "Other" } },
];
