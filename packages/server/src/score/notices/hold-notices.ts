import type { BuiltinEvents, JsonObject, LocalizedText } from "@probity/contracts";
import type { Statement, Transaction } from "../../store/index.ts";
import type { LogEvent } from "../score-event.ts";
import { evidenceOf, type Notice } from "./notice.ts";
import { noticeRules, type NoticeRuleId } from "./rules.ts";

type Flag = BuiltinEvents["precheck.act.flagged"]["flag"];
type Say = (flag: Flag, when: (moment: string) => string) => LocalizedText;

const notices: Readonly<Record<NonNullable<Flag["reason"]>, readonly [NoticeRuleId, Say]>> = {
  unchecked: [
    "PRE-BYP-001",
    ({ actType, precheckId }) =>
      precheckId === undefined
        ? {
            "zh-CN": `事项“${actType ?? "-"}”已办理，但没有任何前置校验。`,
            en: `An act of "${actType ?? "-"}" was done without any pre-check.`,
          }
        : {
            "zh-CN": `事项“${actType ?? "-"}”已办理，其前置校验 ${precheckId} 不是对该事项的校验。`,
            en: `An act of "${actType ?? "-"}" was done; pre-check ${precheckId} was not one of this act.`,
          },
  ],
  answer: [
    "PRE-ANS-001",
    ({ precheckId, outcome, claimedOutcome }) => ({
      "zh-CN": `前置校验 ${precheckId ?? "-"} 的答复是“${outcome ?? "-"}”，办理时却称为“${claimedOutcome ?? "-"}”。`,
      en: `Pre-check ${precheckId ?? "-"} answered "${outcome ?? "-"}", and the act claims "${claimedOutcome ?? "-"}".`,
    }),
  ],
  late: [
    "PRE-EXP-001",
    ({ precheckId, actAt, expiresAt }, when) => ({
      "zh-CN": `事项于 ${when(actAt ?? "-")} 办理，前置校验 ${precheckId ?? "-"} 已于 ${when(expiresAt ?? "-")} 失效。`,
      en: `The act was done at ${when(actAt ?? "-")}; pre-check ${precheckId ?? "-"} had expired at ${when(expiresAt ?? "-")}.`,
    }),
  ],
  changed: [
    "PRE-CHG-001",
    ({ precheckId }) => ({
      "zh-CN": `办理的内容与前置校验 ${precheckId ?? "-"} 所校验的内容不同。`,
      en: `What was done is not what pre-check ${precheckId ?? "-"} had checked.`,
    }),
  ],
  degraded: [
    "PRE-DEG-001",
    ({ precheckId, outcome, judgedOutcome, indicators = [] }) => ({
      "zh-CN": `前置校验 ${precheckId ?? "-"} 未能检查全部规则，答复“${outcome ?? "-"}”；办理后规则 ${indicators.join("、") || "-"} 的判定是“${judgedOutcome ?? "-"}”。`,
      en: `Pre-check ${precheckId ?? "-"} could not check all rules and answered "${outcome ?? "-"}"; ${indicators.join(", ") || "the rules"} would have answered "${judgedOutcome ?? "-"}".`,
    }),
  ],
};

/**
 * PRE-BYP-001, PRE-ANS-001, PRE-EXP-001, PRE-CHG-001: an act against its pre-check (PC-4). PRE-DEG-001: one that a rule
 * would have stopped which could not be checked then (PC-2).
 */
export function flagNotice(
  { flag }: BuiltinEvents["precheck.act.flagged"],
  when: (moment: string) => string,
): Notice {
  const [rule, say] = notices[flag.reason];
  const { precheckId, actEventId, actType, ...values } = flag;
  const {
    outcome,
    claimedOutcome,
    judgedOutcome,
    openedAt,
    expiresAt,
    actAt,
    draftHash,
    actHash,
    graceSeconds,
  } = values;
  return {
    rule,
    level: noticeRules[rule].level,
    message: say(flag, when),
    evidence: evidenceOf({
      decisionPoint: actType,
      act: actEventId,
      actAt,
      precheck: precheckId,
      outcome,
      claimedOutcome,
      judgedOutcome,
      openedAt,
      expiresAt,
      draftHash,
      actHash,
      graceSeconds,
    }),
  };
}

const known: Statement = {
  name: "score-hold",
  text: "select stage, mode, outcome from precheck where source = $1 and id = $2",
};

interface Hold {
  readonly stage: string;
  readonly mode: string | null;
  readonly outcome: string | null;
}

/** Whether the event tells that a pre-check expired; other stages are looked at by models. */
export const isExpiry = ({ body }: Pick<LogEvent, "body">): boolean => body.includes('"stage":"expired"');

/**
 * PRE-OPN-001: an answer other than allow that nobody closed. None when it was closed before its expiry was logged, or
 * when its rules only observed.
 */
export async function expiryNotices(
  transaction: Transaction,
  { source }: LogEvent,
  data: JsonObject,
  when: (moment: string) => string,
): Promise<readonly Notice[]> {
  // Validated by the schema of its type before it was accepted, or written by the server.
  const { precheck } = data as unknown as BuiltinEvents["precheck.decision.recorded"];
  if (precheck.stage !== "expired") return [];
  const [row] = await transaction.run<Hold>(known, [source, precheck.id]);
  const outcome = row?.outcome ?? precheck.outcome;
  const mode = row?.mode ?? precheck.mode;
  if (row?.stage === "committed" || row?.stage === "aborted") return [];
  if (mode === "shadow" || outcome === undefined || outcome === "allow") return [];
  const { id, decisionPoint, openedAt, expiresAt, draftHash, actEventId } = precheck;
  const point = decisionPoint ?? "-";
  return [
    {
      rule: "PRE-OPN-001",
      // With an act that named it: done after a block, and nobody says so.
      level: actEventId === undefined ? 2 : 1,
      message: {
        "zh-CN": `事项“${point}”的前置校验答复为“${outcome}”，至 ${when(expiresAt ?? "-")} 既未办理也未放弃。`,
        en: `A pre-check of "${point}" answered "${outcome}" and was neither committed nor given up by ${when(expiresAt ?? "-")}.`,
      },
      evidence: evidenceOf({
        decisionPoint,
        precheck: id,
        outcome,
        openedAt,
        expiresAt,
        draftHash,
        act: actEventId,
      }),
    },
  ];
}
