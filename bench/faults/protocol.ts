import type { Health, RetryOptions } from "@probity/sdk";

/** How an emitting process is set up; JSON in its argv. */
export interface EmitterSetup {
  readonly endpoint: string;
  readonly source: string;
  readonly key: string;
  readonly vkey: string;
  readonly spoolDir: string;
  /** Gets one line per emit, written after it returned: the event's id, or `!` where the SDK said that it kept nothing. */
  readonly idsFile: string;
  readonly retry?: RetryOptions | undefined;
  /** On SIGTERM the process awaits `shutdown()` and exits, as an orderly host does. */
  readonly awaitsShutdown?: boolean | undefined;
}

/** What an emitting process can be told. Each command is answered by a {@link Report}. */
export type Command =
  | {
      readonly do: "emit";
      readonly count: number;
      /** 0: all in one tick. */
      readonly perSecond: number;
      /** Which of them carries {@link badMark}. */
      readonly bad?: number | undefined;
      /** What the process does to itself the moment the last emit returned. */
      readonly last?: "SIGKILL" | "end" | undefined;
    }
  /** Keeps the event loop busy. */
  | { readonly do: "block"; readonly ms: number }
  /** Moves the client's wall clock. */
  | { readonly do: "jump"; readonly ms: number }
  | { readonly do: "flush"; readonly timeoutMs: number }
  | { readonly do: "shutdown" };

/** State of the client after a command. */
export interface Report {
  /** Events that the server does not have yet. */
  readonly pending: number;
  /** Whether a flush or shutdown was over before its time was. */
  readonly inTime: boolean;
  readonly health: Health;
}

/** Text that the proxy looks for when it plays a server that refuses one event. */
export const badMark = "BAD-EVENT-OF-THE-FAULT-MATRIX";
