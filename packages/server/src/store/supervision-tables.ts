import type { Instant } from "./instants.ts";

/** What those who supervise did, and who was told of it. */
export interface SupervisionTables {
  readonly supervised_act: {
    readonly position: number;
    readonly kind: "read" | "failure" | "ending";
    readonly person: string;
    readonly object: string;
    readonly at: Instant;
  };
  readonly supervision_told: { readonly alert: string; readonly told_at: Instant };
}
