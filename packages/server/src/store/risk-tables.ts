import type { Instant } from "./instants.ts";

/** The risk register. */
export interface RiskTables {
  readonly risk_point: {
    readonly id: string;
    readonly version: number;
    readonly level: "unit" | "office" | "post";
    readonly unit: string;
    readonly post: string | null;
    readonly body: string;
    readonly grade: 1 | 2 | 3;
    readonly owner: string | null;
    readonly state: "proposed" | "open" | "retired";
    readonly case_id: string | null;
    readonly track: "business" | "integrity" | null;
    readonly review_at: Instant;
    readonly changed_at: Instant;
    readonly changed_by: string;
  };
  readonly risk_version: {
    readonly id: string;
    readonly version: number;
    readonly act: string;
    readonly point: string;
    readonly changed_at: Instant;
    readonly changed_by: string;
  };
}
