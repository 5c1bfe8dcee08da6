import type { ErrorCode, JsonObject, ProbityEvent } from "@probity/contracts";
import { validateEnvelope } from "@probity/contracts/validators";
import { parseInstant, subjectOf } from "@probity/engine";
import { maxDepth } from "../http/index.ts";
import { streamEffect } from "../log/index.ts";
import { sha256Hex } from "../sha256.ts";
import type { TypeRegistry } from "../types/index.ts";
import type { CheckedEvent, EventProblem, InvalidEvent } from "./checked-event.ts";
import type { ReceivedEvent } from "./received-event.ts";

const [earliest, latest] = [Date.UTC(1900, 0), Date.UTC(2200, 0)];
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const storable = /^[^\u0000-\u001f]{1,500}$/;

/** What only the server may say. */
export const reservedTypes: ReadonlySet<string> = new Set([
  "stream.equivocation",
  "source.silent",
  "source.resumed",
  "payload.erased",
  "log.unwitnessed",
  "log.reopened",
  "rule.breaker.reset",
  "rule.parity.diverged",
  "precheck.act.flagged",
  "precheck.appeal.raised",
  "precheck.appeal.answered",
  "precheck.approval.requested",
  "precheck.approval.decided",
  "precheck.approval.denied",
  "precheck.approval.reminded",
  "precheck.approval.expired",
  "precheck.approval.withdrawn",
  "rule.indeterminate.exceeded",
  "rule.exception.granted",
  "rule.exception.ended",
  "model.version.advanced",
  "binding.set.applied",
  "account.grant.changed",
  "account.login.recorded",
  "account.person.changed",
  "account.read.recorded",
  "account.service.changed",
  "signing.key.changed",
  "notice.channel.changed",
  "notice.address.changed",
  "link.import.recorded",
  "process.deadline.passed",
  "alert.label.recorded",
  "risk.point.changed",
  "subject.export.changed",
  "list.export.changed",
  "report.made",
  "score.calibration.made",
  "rule.precision.fell",
]);

/** A finding about an event, not yet tied to it. */
export interface Fault {
  readonly code: ErrorCode;
  readonly errors: readonly EventProblem[];
}

/**
 * Decides whether an event can enter the log: envelope, own source, known type, data by its schema, exact money and
 * times (EV-1, EV-4). Changes nothing about the event. `types` must have been prepared for the types of the batch.
 */
export function checkEvent(event: ReceivedEvent, source: string, types: TypeRegistry): CheckedEvent {
  const fault = envelopeFault(event, source);
  if (fault !== undefined) return invalid(event, source, fault);
  // The envelope's validator has just said so; the depth is bounded as well.
  const envelope = event.value as ProbityEvent<JsonObject>;
  if (reservedTypes.has(envelope.type)) {
    return invalid(event, source, {
      code: "PROBITY_E_EVENT_TYPE",
      errors: [at("/type", `${envelope.type} is reserved for the server`)],
    });
  }
  const known = types.find(source, envelope.type);
  if (known === undefined) {
    return invalid(event, source, {
      code: "PROBITY_E_EVENT_TYPE",
      errors: [at("/type", `${envelope.type} is not known`)],
    });
  }
  const errors = known.validate(envelope.data).map(({ path, message }) => at(`/data${path}`, message));
  if (errors.length > 0) return invalid(event, source, { code: "PROBITY_E_PAYLOAD", errors });
  const { incomplete, violations } = known.inspect(envelope.data);
  const [violation] = violations;
  if (violation !== undefined) {
    const paths = violations.map(({ path, message }) => at(`/data${path}`, message));
    return invalid(event, source, { code: violation.code, errors: paths });
  }
  const subject = envelope.subject ?? subjectOf(envelope.data, known.definition.subject);
  if (subject !== undefined && !(storable.test(subject) && subject.isWellFormed())) {
    return invalid(event, source, {
      code: "PROBITY_E_ENVELOPE",
      errors: [at("/subject", "cannot be stored as a subject")],
    });
  }
  const time = new Date(parseInstant(envelope.time)?.ms ?? 0).toISOString();
  return {
    valid: true,
    source,
    id: envelope.id,
    type: envelope.type,
    subject: subject ?? null,
    time,
    incomplete,
    effect: known.definition.system === true ? streamEffect(envelope.type, envelope.data) : undefined,
  };
}

function envelopeFault(event: ReceivedEvent, source: string): Fault | undefined {
  if (event.depth > maxDepth) {
    return {
      code: "PROBITY_E_EVENT_BOUNDS",
      errors: [at("", `is nested ${event.depth} levels deep, over ${maxDepth}`)],
    };
  }
  const errors = validateEnvelope(event.value);
  if (errors.length > 0) return { code: "PROBITY_E_ENVELOPE", errors };
  const envelope = event.value as ProbityEvent<JsonObject>; // validated on the line above
  if (!envelope.id.isWellFormed())
    return { code: "PROBITY_E_ENVELOPE", errors: [at("/id", "is not valid Unicode")] };
  if (envelope.source !== source) {
    return {
      code: "PROBITY_E_SOURCE_MISMATCH",
      errors: [at("/source", `is not ${source}, whose key was used`)],
    };
  }
  const time = parseInstant(envelope.time);
  if (time === undefined)
    return { code: "PROBITY_E_INSTANT", errors: [at("/time", "is not RFC 3339 with an offset")] };
  if (time.ms < earliest || time.ms >= latest) {
    return { code: "PROBITY_E_EVENT_BOUNDS", errors: [at("/time", "is outside 1900 to 2200")] };
  }
  return undefined;
}

const at = (path: string, message: string): EventProblem => ({ path, message });

/** An event that is refused for this. */
export function invalid(event: ReceivedEvent, source: string, { code, errors }: Fault): InvalidEvent {
  const id = attribute(event.value, "id", 200) ?? `sha256:${sha256Hex(event.text).slice(0, 32)}`;
  const type = attribute(event.value, "type", 200) ?? null;
  return { valid: false, source, id, type, code, errors };
}

/** A usable text attribute of something that may be anything. */
function attribute(value: unknown, name: string, limit: number): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const found: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
  return typeof found === "string" && found.length <= limit ? storableText(found) : undefined;
}

/** The text itself when it can be stored as an id or a type. */
export const storableText = (text: string): string | undefined =>
  storable.test(text) && text.isWellFormed() ? text : undefined;
