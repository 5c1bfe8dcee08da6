/** Why nothing may be logged. */
export interface Refusal {
  /** `database` or `witness <name>`. */
  readonly cause: string;
  readonly detail: string;
}

/** Takes a line for the structured log. */
export type Report = (level: "info" | "warn" | "error", details: object, message: string) => void;

/** What stands against logging now; every change is reported once. */
export interface Refusals {
  /** Sets a reason, or takes it back with undefined. */
  set(cause: string, detail: string | undefined): void;
  has(cause: string): boolean;
  list(): readonly Refusal[];
}

const advice =
  "nothing is taken or signed: restore a newer backup, or replay the journal of the embedded database; " +
  "`probity log status` says more";

/** No reasons yet. */
export function createRefusals(report: Report): Refusals {
  const reasons = new Map<string, string>();
  return {
    has: (cause) => reasons.has(cause),
    list: () => Array.from(reasons, ([cause, detail]) => ({ cause, detail })),
    set(cause, detail) {
      if (reasons.get(cause) === detail) return;
      if (detail === undefined) {
        reasons.delete(cause);
        report("info", { cause }, "the log is the published one again");
      } else {
        reasons.set(cause, detail);
        report("error", { cause, detail, code: "PROBITY_E_LOG_ROLLED_BACK" }, advice);
      }
    },
  };
}
