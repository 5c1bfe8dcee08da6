import type { ErrorCode, ProbityError } from "@probity/contracts";
import type { OpenBreaker } from "@probity/engine";
import type { LossReason } from "./losses.ts";

/** `ok`; `degraded`: works with a loss of certainty; `failing`: events or checks are being lost or cannot be sent. */
export type HealthState = "ok" | "degraded" | "failing";

/** One thing that went wrong last. */
export interface HealthError {
  readonly code: ErrorCode;
  readonly message: string;
  /** RFC 3339. */
  readonly at: string;
}

/** Whether the server pushes new bundles to this client. Without that they come with its next request or poll. */
export interface PushHealth {
  /**
   * `unsupported`: the server has no push. `off`: no `publicKey`, `bundlePush` is false, or the host's transport has no
   * streams.
   */
  readonly state: "connected" | "connecting" | "waiting" | "unsupported" | "off";
  /** RFC 3339: since when it is so. */
  readonly since?: string | undefined;
  /** Why the last connection failed; undefined where the server ended it in order. */
  readonly reason?: HealthError | undefined;
}

/** A snapshot of a client. Counters start with the client. */
export interface Health {
  readonly state: HealthState;
  readonly spool: {
    readonly mode: "disk" | "memory";
    /** Events that the server does not have yet, those of adopted spools included. */
    readonly pending: number;
    readonly bytes: number;
    /** Events that were lost, each also told by `on("drop")`, and together by `stream.gap` in the log. */
    readonly dropped: number;
    /** `full`: the limit was reached; `memory`: neither disk nor memory took them; `refused`: no JSON, or too large. */
    readonly droppedBecause: Readonly<Record<LossReason, number>>;
    /** Damaged ranges of spool files that were set aside. */
    readonly damaged: number;
  };
  readonly sender: {
    readonly delivered: number;
    readonly quarantined: number;
    readonly deadLettered: number;
    /** `main` when no worker thread can be used: a blocked event loop then also stops delivery. */
    readonly thread: "worker" | "main";
    /** Why the last attempt failed; undefined after a success. */
    readonly waitingFor?: HealthError | undefined;
  };
  readonly streams: {
    /** The stream that is written now; undefined while there is no disk. */
    readonly current?: string | undefined;
    /** Its last sequence number. */
    readonly lastSequence: number;
    /** Former streams and those of dead processes that are still being sent. */
    readonly adopted: number;
  };
  /** Proofs that the server's log has the events (DE-2). */
  readonly receipts: {
    /** `unpinned`: no `publicKey`, so the server is believed. `refused`: the last one did not verify; events wait. */
    readonly state: "verified" | "unpinned" | "refused";
    readonly verified: number;
    readonly refused: number;
    /** Entries of the log, by the largest checkpoint that was verified. */
    readonly lastSize: number;
  };
  /** Pseudonyms of identifiers (EV-5): equal in the whole `deployment` by a shared key, or in this `source` alone. */
  readonly pseudonyms: { readonly keyId: string; readonly equalWithin: "deployment" | "source" };
  readonly bundle: {
    /** `off`: no `publicKey`, so no rules are ever fetched. */
    readonly state: "active" | "expired" | "none" | "off";
    readonly version: number;
    readonly hash: string;
    readonly expiresAt?: string | undefined;
    /** Why the last offered bundle was refused, or none came; undefined after a good one. */
    readonly lastError?: HealthError | undefined;
    readonly push: PushHealth;
  };
  readonly prechecks: { readonly answered: number; readonly degraded: number };
  /** Blocking rules that used up their budget in this process today: they ask for reasons instead (PC-8). */
  readonly breakers: readonly OpenBreaker[];
  readonly hooks: { readonly failed: number };
  readonly lastError?: HealthError | undefined;
}

/** Counters and last errors behind {@link Health}. */
export interface HealthCounters {
  dropped: number;
  damaged: number;
  delivered: number;
  quarantined: number;
  deadLettered: number;
  answered: number;
  degraded: number;
  hooksFailed: number;
  waitingFor: HealthError | undefined;
  bundleError: HealthError | undefined;
  push: PushHealth;
  lastError: HealthError | undefined;
}

/** All zero. */
export const createCounters = (): HealthCounters => ({
  dropped: 0,
  damaged: 0,
  delivered: 0,
  quarantined: 0,
  deadLettered: 0,
  answered: 0,
  degraded: 0,
  hooksFailed: 0,
  waitingFor: undefined,
  bundleError: undefined,
  push: { state: "off" },
  lastError: undefined,
});

/** An error as health shows it. */
export const healthError = (error: ProbityError, now: number): HealthError => ({
  code: error.code,
  message: error.message,
  at: new Date(now).toISOString(),
});
