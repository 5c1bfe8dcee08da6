import type { Answer } from "../../api/call.ts";

/** The reading of one's own pre-checks. */
export const path = "/console/my/prechecks";
/** One of them. */
export type MyPrecheck = Answer<"get", typeof path>["prechecks"][number];
