import type { Report } from "./protocol.ts";
import type { Random } from "./random.ts";
import type { Stage } from "./stage.ts";
import type { Expectation } from "./verdict.ts";
import type { Postgres } from "../support/postgres.ts";

/** Sizes and times of a run. */
export interface Scale {
  /** Events of a row. */
  readonly events: number;
  readonly perSecond: number;
  /** Length of an outage by answers (429, 503, silence) and of a blocked event loop. */
  readonly outageMs: number;
  /** How long the server is down. */
  readonly downMs: number;
  /** How late a late answer comes; beyond the SDK's time-out of 10 s. */
  readonly lateMs: number;
  /** Kills of each victim, and the events that are emitted meanwhile. */
  readonly kills: number;
  readonly killEvents: number;
  /** Longest pause of the senders between two attempts; undefined: the SDK's own. */
  readonly retryCapMs: number | undefined;
}

/** What a row is given. */
export interface RowContext {
  readonly stage: Stage;
  readonly scale: Scale;
  readonly random: Random;
  readonly postgres: Postgres | undefined;
  /** Tells that something goes on. */
  readonly progress: (text: string) => void;
}

/** The last thing a row knows: the report of the client that had to deliver the rest. */
export interface RowEnd extends Expectation {
  readonly report: Report;
}

/** One fault. */
export interface Row {
  readonly id: string;
  readonly title: string;
  /** Part of `--quick`. */
  readonly quick: boolean;
  /** Which database it needs. Default: PostgreSQL of the run. `own`: a cluster that it may kill. */
  readonly database?: "pglite" | "own" | undefined;
  /** Says why it cannot be played here; undefined when it can. */
  readonly skip?: (() => string | undefined) | undefined;
  readonly play: (context: RowContext) => Promise<RowEnd>;
}
