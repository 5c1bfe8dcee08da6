import type { LocalizedText } from "@probity/contracts";
import type { LetterKind } from "./kinds.ts";

/** What of a case a section says unless somebody writes something else. */
export type CaseFact =
  | "title"
  | "facts"
  | "report"
  | "measures"
  | "evidence"
  | "appraisal"
  | "points"
  | "repeats";

/** A part of a letter. */
export interface LetterSection {
  /** Its name in the API. */
  readonly field: string;
  readonly heading: LocalizedText;
  readonly from?: CaseFact;
}

/** What a kind of letter says, as data. */
export interface LetterTemplate {
  readonly name: LocalizedText;
  /** To whom letters of this kind go. */
  readonly to: LocalizedText;
  /** Stands in the number in English; in Chinese the name does. */
  readonly code: string;
  /** `{title}`, `{case}` and `{level}` (risk level) are filled in from the case. */
  readonly intro: LocalizedText;
  readonly sections: readonly LetterSection[];
  /** Whether an answer is waited for; such a letter has a reply date. */
  readonly isAnswered: boolean;
  /** Whether the other side signs it. */
  readonly isCountersigned?: boolean;
}

const section = (field: string, chinese: string, english: string, from?: CaseFact): LetterSection => ({
  field,
  heading: { "zh-CN": chinese, en: english },
  ...(from === undefined ? {} : { from }),
});

const about: LocalizedText = {
  "zh-CN": "关于“{title}”（编号 {case}，风险等级 {level} 级），情况如下。",
  en: "This is about “{title}” (case {case}, risk level {level}).",
};

/** Every kind of letter. */
export const letterTemplates: Readonly<Record<LetterKind, LetterTemplate>> = {
  work_advice: {
    name: { "zh-CN": "工作提示单", en: "Work advice note" },
    to: { "zh-CN": "职能部门", en: "functional departments" },
    code: "WA",
    intro: about,
    sections: [
      section("findings", "发现的问题（按领域和主题）", "Findings by area and theme", "facts"),
      section("duties", "职责", "Duties"),
      section("todo", "工作要求", "What to do", "measures"),
    ],
    isAnswered: true,
  },
  integrity_reminder: {
    name: { "zh-CN": "廉政提示单", en: "Integrity reminder" },
    to: { "zh-CN": "党组织或单位负责人", en: "party organisation or head of a unit" },
    code: "IR",
    intro: about,
    sections: [
      section("matter", "有关情况", "The matter", "facts"),
      section("causes", "原因", "Causes"),
      section("strengthen", "需加强的教育、监督和制度", "What to strengthen: education, supervision, rules"),
    ],
    isAnswered: true,
  },
  supervision_order: {
    name: { "zh-CN": "督办单", en: "Supervision order" },
    to: { "zh-CN": "责任单位", en: "responsible unit" },
    code: "SO",
    intro: about,
    sections: [
      section("overdue", "逾期事项", "Overdue matter", "title"),
      section("newDate", "新的办理期限", "New date"),
      section("nextEscalation", "再次逾期的督办层级", "Next escalation"),
    ],
    isAnswered: true,
  },
  rectification_notice: {
    name: { "zh-CN": "整改通知", en: "Rectification notice" },
    to: { "zh-CN": "责任单位", en: "responsible unit" },
    code: "RN",
    intro: about,
    sections: [
      section("problem", "问题", "Problem", "facts"),
      section("measure", "整改措施及期限", "Measures and dates", "measures"),
      section("proof", "需提交的证明材料", "Proof wanted"),
    ],
    isAnswered: true,
  },
  clue_transfer: {
    name: { "zh-CN": "线索移送单", en: "Clue transfer" },
    to: { "zh-CN": "有管辖权的机关", en: "competent body" },
    code: "CT",
    intro: about,
    sections: [
      section("facts", "事实", "Facts", "facts"),
      section("evidence", "证据清单", "Evidence list", "evidence"),
      section("protection", "对反映人的保护", "Protection of the reporter"),
    ],
    isAnswered: true,
  },
  talk_record: {
    name: { "zh-CN": "谈话提醒记录", en: "Talk record" },
    to: { "zh-CN": "个人档案", en: "personal file" },
    code: "TR",
    intro: about,
    sections: [section("reason", "谈话原因", "Reason"), section("content", "谈话内容", "Content")],
    isAnswered: false,
    isCountersigned: true,
  },
  appraisal_form: {
    name: { "zh-CN": "考核单", en: "Appraisal form" },
    to: { "zh-CN": "单位或个人", en: "unit or person" },
    code: "AF",
    intro: about,
    sections: [
      section("item", "考核事项", "Item", "title"),
      section("points", "分值", "Points", "points"),
      section("reason", "理由", "Reason", "appraisal"),
    ],
    isAnswered: false,
  },
  special_report: {
    name: { "zh-CN": "专项报告", en: "Special report" },
    to: { "zh-CN": "领导", en: "leadership" },
    code: "SR",
    intro: about,
    sections: [
      section("question", "问题", "Question"),
      section("data", "数据", "Data"),
      section("method", "方法", "Method"),
      section("findings", "发现", "Findings", "report"),
      section("repeats", "重复出现的对象", "Repeat subjects", "repeats"),
      section("proposals", "建议", "Proposals"),
    ],
    isAnswered: false,
  },
};
