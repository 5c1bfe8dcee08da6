/** Chinese for the lights, and for what happens to deadlines. */
export const escalationWords: Readonly<Record<string, string>> = {
  green: "绿灯",
  yellow: "黄灯",
  red: "红灯",
  stopped: "停止计时",
  raised: "升级督办",
  reminded: "期限提醒",
  returned_twice: "两次退回，升级督办",
  review_wanted: "请业务主管单位审核",
  ended_with_case: "随问题办结解除督办",
  urge: "催办",
  talk: "约谈",
  demand_plan: "要求提交整改计划",
  take_over: "接管核查",
  end: "解除督办",
  accept_handling: "审核通过",
  refuse_handling: "审核不通过",
};
