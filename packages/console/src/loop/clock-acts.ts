import type { Answer } from "../api/call.ts";

/** A deadline of a case. */
export type Clock = Answer<"get", "/console/escalations">["escalations"][number];
/** What a supervisor can do. */
export type Act =
  | "urge"
  | "talk"
  | "demand_plan"
  | "take_over"
  | "end"
  | "accept_handling"
  | "refuse_handling";

/**
 * What can be done about a deadline as it stands, by somebody with these roles. Whether that person speaks for the body that
 * supervises the matter, the server knows.
 */
export function actsOn(
  { escalationLevel, state, situation, light, dueAt, handler }: Clock,
  { id, roles }: { readonly id: string; readonly roles: readonly string[] },
): readonly Act[] {
  const acts: Act[] = [];
  if (escalationLevel > 0) {
    acts.push("urge", "talk", "demand_plan");
    const isVerified = state === "assigned" || state === "verifying";
    if (isVerified && roles.includes("handler") && handler !== id) acts.push("take_over");
    const isLate = dueAt !== null && Date.parse(dueAt) < Date.now();
    if (!isLate && light !== "stopped" && handler !== id) acts.push("end");
  }
  if (situation === "A" && state === "applying" && handler !== id)
    acts.push("accept_handling", "refuse_handling");
  return acts;
}
