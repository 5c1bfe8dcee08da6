import type { JsonObject } from "@probity/contracts";
import { parseInstant } from "@probity/engine";
import type { LogEvent } from "../score/index.ts";
import { type Decision, laterStage, type NotedFinding, stages, textIn } from "./decision.ts";

/** Type under which SDKs log their pre-checks. */
export const precheckType = "precheck.decision.recorded";

/** Which pre-check an event is about. */
export interface DecisionKey {
  readonly source: string;
  readonly id: string;
}

/** An event that opens or closes a pre-check. */
export interface DecisionEvent extends DecisionKey {
  readonly event: LogEvent;
  readonly precheck: JsonObject;
}

/** An act that names the pre-check it followed. */
export interface DecidedAct extends DecisionKey {
  readonly event: LogEvent;
}

/** The object at a key of parsed JSON; undefined when there is none. */
export const objectIn = (value: unknown, name: string): JsonObject | undefined => {
  const found = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  // Of parsed JSON.
  return typeof found === "object" && found !== null && !Array.isArray(found)
    ? (found as JsonObject)
    : undefined;
};

/** The data of an event; undefined when its payload was erased or is not what was accepted. */
export function dataOf({ body }: Pick<LogEvent, "body">): JsonObject | undefined {
  if (body === "") return undefined;
  try {
    return objectIn(JSON.parse(body), "data");
  } catch {
    // A damaged payload is a failure of its score already; it must not stop the events behind it (AL-4).
    return undefined;
  }
}

/** Reads a pre-check's event; undefined for any other. */
export function decisionEvent(event: LogEvent): DecisionEvent | undefined {
  if (event.type !== precheckType) return undefined;
  const precheck = objectIn(dataOf(event), "precheck");
  const id = precheck && textIn(precheck, "id");
  return id === undefined || precheck === undefined
    ? undefined
    : { source: event.source, id, event, precheck };
}

/** Reads an act that names its pre-check; undefined for any other event. */
export function decidedAct(event: LogEvent): DecidedAct | undefined {
  if (event.type === precheckType || !event.body.includes('"precheckId"')) return undefined;
  const decision = objectIn(dataOf(event), "decision");
  const id = decision && textIn(decision, "precheckId");
  return id === undefined ? undefined : { source: event.source, id, event };
}

/** Takes over what an event says. Returns what the rules said when it is the answer itself, and the first one. */
export function mergeEvent(
  row: Decision,
  { event, precheck }: DecisionEvent,
): readonly NotedFinding[] | undefined {
  const named = textIn(precheck, "stage");
  const stage = stages.find((one) => one === named && one !== "acted") ?? row.stage;
  row.break_glass ||= precheck["breakGlass"] === true || stage === "overridden";
  const { justification } = precheck;
  row.justified ||= typeof justification === "string" && /\S/.test(justification);
  if (stage === "opened" && row.opened_at === null) {
    const said = notedFindings(precheck);
    merge(row, event, precheck);
    row.findings = said.length < maxRecorded ? JSON.stringify(said.filter(isNotable)) : null;
    row.stage = laterStage(row.stage, stage);
    return said;
  }
  row.stage = laterStage(row.stage, stage);
  row.point ??= textIn(precheck, "decisionPoint") ?? null;
  row.outcome ??= textIn(precheck, "outcome", 40) ?? null;
  row.act_event ??= textIn(precheck, "actEventId") ?? null;
  if (stage !== "opened" && stage !== "overridden") row.closed_at ??= event.time.toISOString();
  return undefined;
}

/** An SDK records no more findings than these; of a longer list nobody knows the end. */
const maxRecorded = 1_000;

const isNotable = ({ result }: NotedFinding): boolean => result === "hit" || result === "indeterminate";

function merge(row: Decision, event: LogEvent, precheck: JsonObject): void {
  const opened = parseInstant(textIn(precheck, "openedAt") ?? "")?.ms ?? event.time.getTime();
  const sane = opened >= Date.UTC(1900, 0) && opened < Date.UTC(2200, 0);
  const version = precheck["bundleVersion"];
  const openedMs = sane ? opened : event.time.getTime();
  row.opened_at = new Date(openedMs).toISOString();
  row.expires_at = new Date(expiryOf(openedMs, precheck)).toISOString();
  row.opened_position = event.position;
  const actor = objectIn(dataOf(event), "actor");
  row.person = (actor && textIn(actor, "personId")?.trim()) || null;
  // Where a draft names no process, its event's subject is the pre-check itself.
  row.subject = event.subject === row.id ? null : event.subject;
  row.point = textIn(precheck, "decisionPoint") ?? null;
  row.outcome = textIn(precheck, "outcome", 40) ?? null;
  row.mode = textIn(precheck, "mode", 40) ?? null;
  row.answered_by = textIn(precheck, "answeredBy", 20) ?? null;
  row.degraded = precheck["degraded"] === true;
  row.bundle_version = typeof version === "number" && version >= 0 && version < 2 ** 31 ? version : null;
  row.bundle_hash = textIn(precheck, "bundleHash", 64) ?? null;
  row.draft_hash = textIn(precheck, "draftHash", 100) ?? null;
  row.judged_at = textIn(precheck, "judgedAt", 40) ?? null;
  row.unit = textIn(precheck, "unitId") ?? null;
  row.district = textIn(precheck, "district") ?? null;
  row.region = textIn(precheck, "region") ?? null;
}

/** Of a pre-check that does not say when it expires (catalogue, section 4). */
export const defaultValidMs: number = 30 * 60_000;
/** No hold stays open for longer, whatever its source says. */
const maxValidMs = 31 * 86_400_000;

function expiryOf(opened: number, precheck: JsonObject): number {
  const said = parseInstant(textIn(precheck, "expiresAt") ?? "")?.ms ?? opened + defaultValidMs;
  return Math.min(Math.max(said, opened), opened + maxValidMs);
}

function notedFindings(precheck: JsonObject): readonly NotedFinding[] {
  const list = precheck["findings"];
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown): readonly NotedFinding[] => {
    const finding = objectIn({ item }, "item");
    const rule = finding && textIn(finding, "indicatorId", 100);
    const result = finding && textIn(finding, "result", 40);
    if (finding === undefined || rule === undefined || result === undefined) return [];
    return [
      {
        rule,
        result,
        binding: textIn(finding, "bindingId"),
        action: textIn(finding, "action", 40),
        weakenedFrom: textIn(finding, "weakenedFrom", 40),
        exception: textIn(finding, "exception"),
      },
    ];
  });
}
