import type { Role } from "./roles.ts";

/** What roles are called in Chinese; in English their ids say it. */
export const roleNames: Readonly<Record<Role, string>> = {
  admin: "系统管理员",
  dispatcher: "分办员",
  handler: "承办人",
  reviewer: "复核员",
  approver: "审批人",
  appraiser: "考核员",
  discipline: "纪检监察员",
  intake: "线索受理员",
  model_author: "模型编写人",
  model_approver: "模型审批人",
  auditor: "审计员",
  observer: "观察员",
};
