import type { Instant, OptionalInstant } from "./instants.ts";

/** Files that are made of lists, and reports. */
export interface ReportTables {
  readonly list_export: {
    readonly id: string;
    readonly number: string;
    readonly kind: string;
    readonly filter: string;
    readonly as_of: number;
    readonly language: "zh-CN" | "en";
    readonly purpose: string | null;
    readonly asked_by: string;
    readonly asked_at: Instant;
    readonly expires_at: Instant;
    readonly file: string | null;
    readonly rows: number | null;
    readonly rows_sha256: string | null;
    readonly bytes: number | null;
    readonly file_sha256: string | null;
    readonly sight: string | null;
  };
  readonly export_part: {
    readonly file: string;
    readonly n: number;
    readonly export: string;
    readonly bytes: number;
    readonly data: Buffer;
  };
  readonly report: {
    readonly id: string;
    readonly number: string;
    readonly kind: "period" | "special";
    readonly title: string;
    readonly unit: string | null;
    readonly integrity: boolean;
    readonly from_at: Instant;
    readonly to_at: Instant;
    readonly content: string;
    readonly sha256: string;
    readonly made_by: string;
    readonly made_at: Instant;
    readonly series: string | null;
  };
  readonly report_series: {
    readonly id: string;
    readonly title: string;
    readonly every: "month" | "quarter";
    readonly unit: string | null;
    readonly domain: string | null;
    readonly model: string | null;
    readonly recipients: string;
    readonly made_by: string;
    readonly made_at: Instant;
    readonly ended_at: OptionalInstant;
    readonly ended_by: string | null;
  };
}
