import type { Answer } from "../../api/call.ts";

/** Where an alert is read. */
export const alertPath = "/console/alerts/{id}";

/** An alert as it is shown. */
export type ShownAlert = Answer<"get", typeof alertPath>;
