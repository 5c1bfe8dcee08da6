import type { ErrorCode } from "@probity/contracts";
import type { StreamEffect } from "../log/index.ts";

/** One violation of an event. */
export interface EventProblem {
  readonly path: string;
  readonly message: string;
}

/** An event that can enter the log. */
export interface ValidEvent {
  readonly valid: true;
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly subject: string | null;
  /** When the power was exercised, ISO 8601 in UTC. */
  readonly time: string;
  readonly incomplete: number;
  /** What it says about its stream, if anything. */
  readonly effect?: StreamEffect | undefined;
}

/** An event that goes to quarantine (EV-6). */
export interface InvalidEvent {
  readonly valid: false;
  /** The source that sent it, whatever the event says. */
  readonly source: string;
  /** Its own id, or `sha256:` and a hash of its text where it has none. */
  readonly id: string;
  readonly type: string | null;
  readonly code: ErrorCode;
  readonly errors: readonly EventProblem[];
}

/** What the check of one event gives. */
export type CheckedEvent = ValidEvent | InvalidEvent;
