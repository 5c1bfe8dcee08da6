import type { LocalizedText, Outcome } from "@probity/contracts";

/** Name of a finding of which nothing may be said. */
export const neutralName: LocalizedText = { "zh-CN": "需要核对", en: "Needs a check" };

/** What an approver reads in place of a finding that must not be told: only what is asked of them. */
export const neutralTexts: { readonly [outcome in Outcome]: LocalizedText } = {
  allow: { "zh-CN": "可以继续办理。", en: "You may go on." },
  warn: { "zh-CN": "办理前请再次核对本事项。", en: "Please check this case once more before going on." },
  justify: { "zh-CN": "请说明理由。", en: "Please state your reasons." },
  second_approver: { "zh-CN": "本事项需要第二人审批。", en: "This case needs a second approver." },
  block: {
    "zh-CN": "本事项暂不能办理，请联系监督部门。",
    en: "This case cannot go on now; please contact the supervising unit.",
  },
};

/** What is said of a rule that could not be judged, with the paths that were not there. */
export function cannotJudge(paths: readonly string[]): LocalizedText {
  if (paths.length === 0) return { "zh-CN": "无法判断。", en: "This could not be judged." };
  const list = paths.slice(0, 5);
  return {
    "zh-CN": `无法判断：缺少或无效的数据 ${list.join("、")}。`,
    en: `This could not be judged: missing or invalid data ${list.join(", ")}.`,
  };
}
