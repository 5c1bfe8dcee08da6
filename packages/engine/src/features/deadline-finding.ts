import type { CompiledRule, Evidence, Finding, Ir, LocalizedText } from "@probity/contracts";
import { type Sentence, sentenceOf, toJson } from "../bundle/render.ts";
import type { Eval, Frame } from "../ops/frame.ts";
import { Timestamp } from "../values/timestamp.ts";
import type { Value } from "../values/value.ts";
import { run } from "./member.ts";

/** What there is to say of a deadline. Times are milliseconds since 1970. */
export interface DeadlineNote {
  /** `withdrawn`: it was told of before, and it turned out that there is nothing to tell. */
  readonly state: "absent" | "late" | "withdrawn";
  readonly from: number;
  readonly due: number;
  /** Id of the event that began it. */
  readonly startId: string;
  readonly awaited: readonly string[];
  readonly doneAt?: number | undefined;
  readonly doneId?: string | undefined;
  /** A change of the calendar is why it is told. */
  readonly moved?: boolean | undefined;
  /** When it is told; exceptions of that moment hold. */
  readonly tellAt: number;
}

/** The texts of a rule with a deadline. */
export interface DeadlineWords {
  readonly evidence: readonly Eval[];
  readonly message: Sentence;
}

/** Beside the evidence of the rule; its message may name them. */
const facts = {
  dueAt: { "zh-CN": "期限", en: "Due" },
  fromAt: { "zh-CN": "起算时间", en: "Counted from" },
  doneAt: { "zh-CN": "办理时间", en: "Done" },
  awaited: { "zh-CN": "应有事件", en: "Awaited" },
  startEvent: { "zh-CN": "起算事件", en: "Begun by" },
  doneEvent: { "zh-CN": "办理事件", en: "Done by" },
} as const;

type FactName = keyof typeof facts;
// The keys of a constant object are what its type says.
const factNames = Object.keys(facts) as FactName[];

/** What the message of a rule with a deadline may name beside its evidence. */
export const deadlineFacts: readonly string[] = factNames;

/** Compiles the evidence and the message of a rule. */
export function wordsOf(rule: CompiledRule, compiled: (ir: Ir) => Eval): DeadlineWords {
  return {
    evidence: rule.evidence.map(({ value }) => compiled(value)),
    message: sentenceOf(rule.message, [...rule.evidence.map(({ name }) => name), ...factNames]),
  };
}

/** The finding of a deadline; the frame holds the event that began it. One that was done in time is clear. */
export function deadlineFinding(
  { rule, evidence, message }: DeadlineWords & { readonly rule: CompiledRule },
  clear: Finding,
  note: DeadlineNote,
  { frame, zone }: { readonly frame: Frame; readonly zone: string },
): Finding {
  const own = evidence.map((item) => run(item, frame));
  const values = valuesOf(note);
  const known = factNames.map((name) => values[name] ?? null);
  const text = message([...own, ...known], zone);
  const items = rule.evidence.map(({ name, label }, place): Evidence => ({
    name,
    label,
    value: toJson(own[place] ?? null, zone),
  }));
  const given = factNames.filter(
    (name) => values[name] !== undefined && !items.some((item) => item.name === name),
  );
  return {
    ...clear,
    result: note.state === "withdrawn" ? "clear" : "hit",
    message: withState(text, note, zone),
    evidence: [
      ...items,
      ...given.map((name) => ({ name, label: facts[name], value: toJson(values[name] ?? null, zone) })),
    ],
  };
}

function valuesOf(note: DeadlineNote): { readonly [name in FactName]?: Value } {
  const { from, due, startId, awaited, doneAt, doneId } = note;
  return {
    dueAt: new Timestamp(due, 0),
    fromAt: new Timestamp(from, 0),
    ...(doneAt !== undefined && { doneAt: new Timestamp(doneAt, 0) }),
    awaited,
    startEvent: startId,
    ...(doneId !== undefined && { doneEvent: doneId }),
  };
}

/** Says behind the rule's own words what has become of it. */
function withState(text: LocalizedText, { state, doneAt, moved }: DeadlineNote, zone: string): LocalizedText {
  if (state === "absent") return text;
  const when =
    doneAt === undefined ? undefined : sentenceOf(lateText, ["at"])([new Timestamp(doneAt, 0)], zone);
  const why = moved === true ? movedText : doneAt === undefined ? correctedText : inTimeText;
  const more = state === "late" ? when : why;
  if (more === undefined) return text;
  return { "zh-CN": `${text["zh-CN"]}${more["zh-CN"]}`, en: `${text.en} ${more.en}` };
}

const lateText: LocalizedText = { "zh-CN": "（已于 {at} 逾期办理）", en: "(Done late, {at}.)" };
const inTimeText: LocalizedText = {
  "zh-CN": "（已撤回：实际按期办理，事件迟到）",
  en: "(Withdrawn: it was done in time and reported later.)",
};
const correctedText: LocalizedText = {
  "zh-CN": "（已撤回：起算事件已更正）",
  en: "(Withdrawn: the event that began it was corrected.)",
};
const movedText: LocalizedText = {
  "zh-CN": "（已撤回：工作日历变更，期限随之改变）",
  en: "(Withdrawn: its calendar was changed, and with it the deadline.)",
};
