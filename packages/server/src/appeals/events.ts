import type { JsonObject } from "@probity/contracts";
import type { ServerEvent } from "../log/index.ts";
import type { StoredAppeal } from "./store-appeals.ts";

type Process = { readonly subject: string | null };

/** Its text is in no log: what people write there is about people. */
const eventOf = (
  type: ServerEvent["type"],
  { id, decision, rule, rule_version: ruleVersion }: StoredAppeal,
  { subject }: Process,
  more: JsonObject,
): ServerEvent => ({
  type,
  subject: subject ?? decision,
  data: {
    appeal: { id, precheckId: decision, rule, ...(ruleVersion !== null && { ruleVersion }), ...more },
  },
});

/** Somebody appealed. */
export const raisedEvent = (row: StoredAppeal, process: Process): ServerEvent =>
  eventOf("precheck.appeal.raised", row, process, {
    reasonCode: row.reason,
    personId: row.person ?? "",
    via: row.via,
  });

/** Somebody answered. */
export const answeredEvent = (row: StoredAppeal, process: Process, by: string): ServerEvent =>
  eventOf("precheck.appeal.answered", row, process, { outcome: row.state, by });
