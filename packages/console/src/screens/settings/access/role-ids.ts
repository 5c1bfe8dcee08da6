import type { GrantBody } from "./holder.ts";

/** A role that can be given. */
export type RoleId = GrantBody["role"];

/** The roles that can be given, in the order of the work. */
export const roleIds: readonly RoleId[] = [
  "admin",
  "dispatcher",
  "handler",
  "reviewer",
  "approver",
  "appraiser",
  "discipline",
  "intake",
  "model_author",
  "model_approver",
  "auditor",
  "observer",
];

/** Whether a text is one of them. */
export const isRole = (text: string): text is RoleId => roleIds.some((one) => one === text);
