/** What a command may touch of the process that it runs in; tests give their own. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes to standard output. */
  out(text: string): void;
  /** Writes to standard error. */
  err(text: string): void;
  /** True when standard error is a terminal: progress is then one line that is rewritten. */
  readonly isInteractive: boolean;
  /** Columns of the terminal. */
  readonly columns: number;
  /** Milliseconds since some fixed moment, never going back. */
  monotonic(): number;
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Resolves with the name of the first SIGINT or SIGTERM. Only `serve` asks. */
  stopSignal(): Promise<string>;
}
