import type { Me } from "../../api/session.ts";
import type { CaseTrack } from "./case-query.ts";

const workRoles: ReadonlySet<string> = new Set([
  "dispatcher",
  "handler",
  "reviewer",
  "approver",
  "appraiser",
  "discipline",
]);

/** Whether somebody adds to a side of a case; others who see it only read. */
export const isWorking = (
  { id, grants }: Pick<Me, "id" | "grants">,
  { handler, verifiers }: Pick<CaseTrack, "handler" | "verifiers">,
): boolean => handler === id || verifiers.includes(id) || grants.some(({ role }) => workRoles.has(role));
