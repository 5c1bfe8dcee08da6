import type { Instant, OptionalInstant } from "./instants.ts";

/** What those who supervise did, and who was told of it. */
export interface SupervisionTables {
  readonly supervised_act: {
    readonly position: number;
    readonly kind: "read" | "failure" | "ending";
    readonly person: string;
    readonly object: string;
    readonly at: Instant;
  };
  readonly subject_export: {
    readonly id: string;
    readonly person: string;
    readonly basis: string;
    readonly asked_by: string;
    readonly asked_at: Instant;
    readonly agreed_by: string | null;
    readonly agreed_at: OptionalInstant;
  };
  readonly supervision_told: { readonly alert: string; readonly told_at: Instant };
}
