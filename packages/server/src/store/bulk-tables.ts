import type { Instant } from "./instants.ts";

/** Acts on many things at once. */
export interface BulkTables {
  readonly bulk_act: {
    readonly id: string;
    readonly kind: string;
    readonly by_person: string;
    readonly asked_at: Instant;
    readonly starts_at: Instant;
    readonly input: string;
    readonly items: string;
    readonly seen: string;
    readonly total: number;
    readonly state: "checking" | "waiting" | "running" | "done" | "refused" | "undone";
    readonly done: number;
    readonly refused: number;
    readonly refusals: string;
    readonly ended_at: Instant | null;
  };
}
