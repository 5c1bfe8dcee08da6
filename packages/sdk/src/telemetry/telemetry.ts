import type { Decision } from "@probity/contracts";
import type { StoredIn } from "../spool/spool.ts";

/** One observed `emit`. */
export interface EmitSpan {
  /** W3C trace context for the event; undefined when nobody traces. */
  readonly traceparent?: string | undefined;
  end(stored: StoredIn): void;
}

/** One observed pre-check. */
export interface PrecheckSpan {
  end(decision: Decision): void;
}

/** Observation of the client's own work (DE-8). Must not throw. */
export interface Telemetry {
  emit(type: string): EmitSpan;
  precheck(type: string): PrecheckSpan;
}

const nothing = (): void => undefined;
const emitSpan: EmitSpan = { end: nothing };
const precheckSpan: PrecheckSpan = { end: nothing };

/** Observes nothing. */
export const noTelemetry: Telemetry = { emit: () => emitSpan, precheck: () => precheckSpan };
