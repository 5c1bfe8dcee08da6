import type { Clock } from "./clock.ts";
import type { LoadRegex } from "./bundle/compile-bundle.ts";
import type { UncheckedOutcome } from "./client/probity.ts";
import type { EventDefinition } from "./events/define-event.ts";
import type { Hook } from "./hooks/hook.ts";
import type { RandomFill } from "./ids.ts";
import type { Transport } from "./sender/transport.ts";
import type { FullPolicy } from "./spool/spool.ts";

/** Limits of the spool (DE-5). */
export interface SpoolOptions {
  /** Unsent bytes at which `whenFull` applies. @defaultValue 1 GB */
  readonly maxBytes?: number | undefined;
  /**
   * `drop-newest-counted` loses the new event, counts it in `health()` and tells `on("drop")`; `block` makes `emit` wait
   * for room first, up to `blockMs`; `throw` makes `emit` throw `PROBITY_E_SPOOL_FULL`. Losses are named in the log by
   * `stream.gap`. @defaultValue "drop-newest-counted"
   */
  readonly whenFull?: FullPolicy | undefined;
  /** Longest wait of `block`, which stops the host's event loop meanwhile. Without a delivering thread there is none. @defaultValue 1000 */
  readonly blockMs?: number | undefined;
  /**
   * Free space on the spool's volume, or 5 % of a small one, below which events are kept in bounded memory instead, as on a
   * disk that fails. @defaultValue 64 MiB
   */
  readonly minFreeBytes?: number | undefined;
  /** Size at which a new file begins. @defaultValue 8 MiB */
  readonly segmentBytes?: number | undefined;
  /** Longest time until an event is on the disk itself. @defaultValue 10 */
  readonly syncIntervalMs?: number | undefined;
}

/** Retrying of the sender. It never gives up. */
export interface RetryOptions {
  /** First bound of the jittered delay. @defaultValue 200 */
  readonly baseMs?: number | undefined;
  /** Longest delay without a `Retry-After`. @defaultValue 30000 */
  readonly capMs?: number | undefined;
}

/** Options of `createProbity`. Each one wins over its environment variable. */
export interface ProbityOptions<Definitions extends readonly EventDefinition[] = readonly EventDefinition[]> {
  /** Address of the server, `PROBITY_ENDPOINT`. */
  readonly endpoint?: string | undefined;
  /** Registered name of this business system, `PROBITY_SOURCE`. */
  readonly source?: string | undefined;
  /** The source's secret key, `PROBITY_KEY`. */
  readonly key?: string | undefined;
  /**
   * Verifier key of the server's bundles and of its log, `PROBITY_PUBLIC_KEY` (several separated by white space, for
   * rotation). Without it no rule is ever fetched, every pre-check is degraded and follows `onUnavailable`, and what the
   * server says it has is believed without proof: `health().receipts.state` is `unpinned`.
   */
  readonly publicKey?: string | readonly string[] | undefined;
  /** Hash function of the server's log, `PROBITY_LOG_DIGEST`; receipts are verified with it. @defaultValue "sha256" */
  readonly logDigest?: "sha256" | "sm3" | undefined;
  /**
   * Key of pseudonyms, `PROBITY_PSEUDONYM_KEY`: base64url of 32 bytes or more, the same in all systems whose accounts, devices
   * and persons are to be compared, and never known to the server. @defaultValue derived from `key`: equality within this
   * source, until its key is rotated
   */
  readonly pseudonymKey?: string | undefined;
  /** Folder on a local disk that outlives the process, `PROBITY_SPOOL_DIR`. @defaultValue ".probity-spool" */
  readonly spoolDir?: string | undefined;
  /** The host's own event types, made by `defineEvent`. */
  readonly events?: Definitions | undefined;
  /** Client hooks. */
  readonly hooks?: readonly Hook[] | undefined;
  readonly spool?: SpoolOptions | undefined;
  readonly retry?: RetryOptions | undefined;
  /** Outcome of a pre-check when no rule at all could be checked. Always visibly degraded. @defaultValue "allow" */
  readonly onUnavailable?: UncheckedOutcome | undefined;
  /**
   * Who asks the second person. `host`: your own pages do, and `verifyDecision` takes your word for `secondApproverId`.
   * `server`: only somebody counts who was asked with `requestApproval` and agreed (PC-7). @defaultValue "host"
   */
  readonly secondApprover?: "host" | "server" | undefined;
  /** How long a pre-check may wait for the server. @defaultValue 50 */
  readonly deadlineMs?: number | undefined;
  /** Validity of decisions and their tokens. @defaultValue 30 minutes */
  readonly decisionTtlMs?: number | undefined;
  /** How long one asynchronous hook may take. @defaultValue 1000 */
  readonly hookTimeoutMs?: number | undefined;
  /**
   * Interval of `source.heartbeat.sent`, by which the server notices a writer that was killed, cut off or switched off; 0
   * for none. @defaultValue 60000
   */
  readonly heartbeatMs?: number | undefined;
  /** How often the server is asked for a newer bundle, beside what it pushes. @defaultValue 30000 */
  readonly bundleRefreshMs?: number | undefined;
  /**
   * Whether to keep a connection on which the server tells of a new bundle at once. Without it a release arrives with the
   * answer to the next batch or heartbeat, at the latest after `bundleRefreshMs`. @defaultValue true
   */
  readonly bundlePush?: boolean | undefined;
  /** Time-out of one request of the sender. @defaultValue 10000 */
  readonly requestTimeoutMs?: number | undefined;
  /** Events emitted within this time travel in one request. @defaultValue 10 */
  readonly lingerMs?: number | undefined;
  /** Observe with `@opentelemetry/api` if it is installed. @defaultValue true */
  readonly telemetry?: boolean | undefined;
  /** Replaces the HTTP client. @defaultValue Node's own, keep-alive */
  readonly transport?: Transport | undefined;
  /** @defaultValue the machine's clock */
  readonly clock?: Clock | undefined;
  /** Randomness of ids and retries. @defaultValue cryptographic */
  readonly random?: RandomFill | undefined;
  /** Loads the matcher for rules with patterns. @defaultValue that of `@probity/engine/re2` */
  readonly loadRegex?: LoadRegex | undefined;
}
