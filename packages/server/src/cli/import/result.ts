import type { DataReport } from "../../import/index.ts";

/** Alerts of one rule and level. */
export interface AlertCount {
  readonly rule: string;
  readonly level: number;
  readonly class: string;
  readonly alerts: number;
  /** Findings that the alerts group. */
  readonly findings: number;
}

/** What an import ends with: printed with `--json`, written with `--report`. */
export interface ImportResult {
  readonly file: string;
  readonly source: string;
  readonly dryRun: boolean;
  readonly seconds: number;
  /** Events that the file shows. */
  readonly events: number;
  readonly quarantinedEvents: number;
  /** Events that were not scored when the import ended; 0 when the alerts are complete. */
  readonly unscored: number;
  /** All alerts of the source, also those of earlier imports. */
  readonly alerts: readonly AlertCount[];
  readonly report: DataReport;
}
