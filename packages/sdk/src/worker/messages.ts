import { ProbityError, type ErrorCode } from "@probity/contracts";
import { inspect } from "node:util";
import type { CourierConfig } from "../sender/courier-config.ts";
import type { CourierReport } from "../sender/courier-report.ts";
import type { Words } from "../spool/counters.ts";
import type { LiveDirectory } from "../spool/stream-writer.ts";
import type { StreamEvent } from "../stream/record.ts";

/** What the delivering thread is started with. */
export interface WorkerStart {
  readonly config: CourierConfig;
  readonly engine: number;
  readonly words: Words;
  readonly live: LiveDirectory | undefined;
  readonly memory: readonly StreamEvent[];
}

/** What can be asked of the thread; each is answered under its ticket. */
export type Question = "synced" | "drained" | "finish" | "stop";

/** From the client to the thread. */
export type ToWorker =
  | { readonly kind: "opened"; readonly live: LiveDirectory }
  | { readonly kind: "moved"; readonly directory: string }
  | { readonly kind: "remember"; readonly event: StreamEvent }
  | { readonly kind: "ask"; readonly question: Question; readonly ticket: number };

/** An error on its way between threads. */
export interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly cause?: string | undefined;
}

type Wired<Report> = Report extends { readonly error: ProbityError }
  ? Omit<Report, "error"> & { readonly error: WireError }
  : Report;

/** From the thread to the client. */
export type FromWorker =
  /** It runs: what ends it later is a crash. */
  | { readonly kind: "ready" }
  | { readonly kind: "report"; readonly report: Wired<CourierReport> }
  | { readonly kind: "evict"; readonly directory: string }
  | { readonly kind: "answer"; readonly ticket: number; readonly error?: WireError | undefined };

/** Classes do not survive the way; code and texts do. */
export const toWire = ({ code, message, cause }: ProbityError): WireError => ({
  code,
  message,
  cause: cause === undefined ? undefined : inspect(cause),
});

export const fromWire = ({ code, message, cause }: WireError): ProbityError =>
  new ProbityError(code, message, cause === undefined ? undefined : { cause: new Error(cause) });

export const reportToWire = (report: CourierReport): Wired<CourierReport> =>
  "error" in report ? { ...report, error: toWire(report.error) } : report;

export const reportFromWire = (report: Wired<CourierReport>): CourierReport =>
  "error" in report ? { ...report, error: fromWire(report.error) } : report;
