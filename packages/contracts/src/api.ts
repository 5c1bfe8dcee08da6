import type { FromSchema } from "json-schema-to-ts";
import type { Decision } from "./decision.ts";
import type { ErrorItem } from "./errors/index.ts";

/**
 * Request body of `POST /v1/precheck`: the draft of an act, judged as if it happened at `time`. `after` names the last
 * event that the caller's process emitted: the answer has seen it (FE-1). `replaces` is an earlier decision whose draft
 * this one is instead: its hold ends. `log`: the server logs the answer, for callers without an SDK, which log it themselves.
 */
export const precheckRequestSchema = {
  $id: "urn:probity:schema:precheck-request:1",
  type: "object",
  properties: {
    decisionId: { type: "string", minLength: 1, maxLength: 200 },
    type: { type: "string", minLength: 3, maxLength: 200 },
    subject: { type: "string", minLength: 1, maxLength: 500 },
    time: { type: "string", format: "date-time" },
    data: { type: "object" },
    record: { type: "object" },
    unit: { type: "string", maxLength: 200 },
    district: { type: "string", maxLength: 200 },
    region: { type: "string", maxLength: 200 },
    deadlineMs: { type: "integer", minimum: 1, maximum: 60000 },
    after: {
      type: "object",
      properties: {
        stream: { type: "string", minLength: 1, maxLength: 300 },
        seq: { type: "integer", minimum: 1, maximum: 9007199254740991 },
      },
      required: ["stream", "seq"],
      additionalProperties: false,
    },
    replaces: { type: "string", minLength: 1, maxLength: 200 },
    log: { type: "boolean" },
  },
  required: ["type", "data"],
  additionalProperties: false,
} as const;

/** Body of `POST /v1/precheck`. The answer is a {@link RemoteDecision} with `source: "remote"`. */
export type PrecheckRequest = FromSchema<typeof precheckRequestSchema>;

/** Answer of `POST /v1/precheck`: a decision that the SDK has yet to sign (PC-5). */
export type RemoteDecision = Omit<Decision, "token">;

/** What became of one event of a request. */
export const ingestResultSchema = {
  $id: "urn:probity:schema:ingest-result:1",
  type: "object",
  properties: {
    id: { type: "string" },
    status: { enum: ["accepted", "duplicate", "quarantined"] },
    position: { type: "integer" },
    code: { type: "string" },
    detail: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        properties: { path: { type: "string" }, message: { type: "string" } },
        required: ["path", "message"],
        additionalProperties: false,
      },
    },
  },
  required: ["id", "status"],
  additionalProperties: false,
} as const;

/** One item of the answer of `POST /v1/events`, in request order. `position` is the event's place in the log. */
export type IngestResult = FromSchema<typeof ingestResultSchema>;

/**
 * Answer of `POST /v1/events`, status 200: every event of the request is safe on the server, be it accepted, seen
 * before, or quarantined with its errors (EV-6). Any other status means that none was taken.
 */
export interface IngestResponse {
  readonly results: readonly IngestResult[];
  readonly accepted: number;
  readonly duplicates: number;
  readonly quarantined: number;
  /**
   * C2SP tlog-proof: the inclusion of the last logged entry of this request, and the signed checkpoint. In a stream its
   * header commits to all earlier ones of that stream (LO-4). Absent only when the request logged nothing.
   */
  readonly receipt?: string | undefined;
  /** The bundle in force for this source, so that whoever runs another one fetches it. Absent before the first release. */
  readonly bundle?: { readonly version: number; readonly hash: string } | undefined;
}

/** Problem details (RFC 9457) of every error answer. */
export interface Problem {
  /** Address of the error's documentation. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** `PROBITY_E_*`, see the error table. */
  readonly code: string;
  readonly detail?: string | undefined;
  /** What to do next. */
  readonly next?: string | undefined;
  readonly errors?: readonly ErrorItem[] | undefined;
  readonly requestId?: string | undefined;
  /** With `PROBITY_E_STREAM_GAP`: the sequence number that the stream must continue with. */
  readonly expected?: number | undefined;
}
