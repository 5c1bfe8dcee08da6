/** Texts of one's own pre-checks. */
export const texts = {
  title: "我的事前校验",
  intro:
    "以您的名义办理业务时的事前校验、系统答复和办理结果。认为属误报的，可以申诉，由监督人员答复；答复之前结果不变。",
  none: "还没有以您的名义进行的校验",
  noneHint: "您在业务系统办理审批时的事前校验会出现在这里。",
  shown: "当时的提示",
  neutral: "需要核对的事项",
  appeals: "申诉",
  answer: "答复",
  appeal: "申诉：这是误报",
  appealTitle: "申诉",
  appealHint: "申诉由监督人员答复，每项提示可申诉一次。申诉不解除拦截；申诉成立的，计入规则的准确率。",
  about: "针对哪一项",
  everything: "全部提示",
  reason: "原因",
  grounds: "申诉理由",
  groundsHint: "写明事实和依据，10 至 2000 字。答复人会看到您的原话。",
  send: "提交申诉",
} as const;
