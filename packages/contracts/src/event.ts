import type { FromSchema } from "json-schema-to-ts";
import type { builtinEvents } from "./events/index.ts";
import type { commonData } from "./events/common.ts";

/**
 * CloudEvents 1.0 envelope (EV-1). Unknown extension attributes are kept. `time` is when the power was exercised;
 * `recordedtime` when the SDK recorded it; `corrects` names the event that this one corrects.
 */
export const envelopeSchema = {
  $id: "urn:probity:schema:envelope:1",
  type: "object",
  properties: {
    specversion: { const: "1.0" },
    id: { type: "string", minLength: 1, maxLength: 200, pattern: "^[\\u0021-\\uffff]+$" },
    source: { type: "string", minLength: 1, maxLength: 200, pattern: "^[\\u0021-\\uffff]+$" },
    type: { type: "string", minLength: 3, maxLength: 200, pattern: "^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+$" },
    subject: { type: "string", minLength: 1, maxLength: 500, pattern: "^[^\\u0000-\\u001f]+$" },
    time: { type: "string", format: "date-time", maxLength: 64 },
    recordedtime: { type: "string", format: "date-time", maxLength: 64 },
    dataschema: { type: "string", minLength: 1, maxLength: 300, pattern: "^[\\u0021-\\u007e]+$" },
    datacontenttype: {
      type: "string",
      pattern: "^application/([a-z0-9.+-]+\\+)?json(;.*)?$",
      maxLength: 100,
    },
    traceparent: { type: "string", pattern: "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$" },
    corrects: { type: "string", minLength: 1, maxLength: 200 },
    correctionreason: { type: "string", minLength: 1, maxLength: 2000 },
    data: { type: "object" },
  },
  required: ["specversion", "id", "source", "type", "time", "data"],
} as const;

/** Removes the index signatures that JSON Schema's open objects bring, so that a misspelled key is a type error. */
export type Closed<T> = T extends readonly (infer Item)[]
  ? readonly Closed<Item>[]
  : T extends object
    ? { readonly [K in keyof T as string extends K ? never : K]: Closed<T[K]> }
    : T;

/** Who acted, with which power, in which process: see `commonData`. */
export type CommonData = Closed<FromSchema<typeof commonData>>;

/** Data of an event type given its JSON Schema, with the common block. */
export type DataOf<Schema> = CommonData & Closed<FromSchema<Schema & object>>;

/** The built-in event types and their data. */
export type BuiltinEvents = {
  readonly [T in keyof typeof builtinEvents]: DataOf<(typeof builtinEvents)[T]["schema"]>;
};

/** Name of a built-in event type. */
export type BuiltinEventName = keyof BuiltinEvents;

/** A power-exercise event on the wire: CloudEvents attributes and a typed `data`. */
export interface ProbityEvent<Data = Record<string, unknown>> {
  readonly specversion: "1.0";
  /** Unique within `source`; the idempotency key. The SDK makes UUID version 7. */
  readonly id: string;
  /** The registered business system. */
  readonly source: string;
  readonly type: string;
  /** The business process, for procurement the `ocid`. Rules see the compiled record of this subject. */
  readonly subject?: string | undefined;
  /** When the power was exercised, RFC 3339 with offset. */
  readonly time: string;
  /** When the SDK recorded it. */
  readonly recordedtime?: string | undefined;
  readonly dataschema?: string | undefined;
  readonly datacontenttype?: string | undefined;
  readonly traceparent?: string | undefined;
  readonly corrects?: string | undefined;
  readonly correctionreason?: string | undefined;
  readonly data: Data;
}
