import type { Generated } from "kysely";
import type { Instant, OptionalInstant } from "./instants.ts";

/** Tables of the six lists. */
export interface RectifyTables {
  readonly list_item: {
    readonly id: string;
    readonly kind: string;
    readonly case_id: string | null;
    readonly track: "business" | "integrity" | null;
    readonly parent: string | null;
    readonly title: string;
    readonly owner: string | null;
    readonly unit: string | null;
    readonly due_on: string | null;
    readonly state: string;
    readonly source: string;
    readonly fields: string;
    readonly progress: Generated<number>;
    readonly send_backs: Generated<number>;
    readonly repeat_of: string | null;
    readonly relapses: Generated<number>;
    readonly opened_at: Instant;
    readonly asked_at: OptionalInstant;
    readonly asked_by: string | null;
    readonly done_at: OptionalInstant;
    readonly done_on: string | null;
    readonly done_by: string | null;
    readonly version: number;
    readonly created_at: Instant;
    readonly created_by: string;
  };
  readonly list_step: {
    readonly item: string;
    readonly n: number;
    readonly name: string;
    readonly at: Instant;
    readonly by_person: string;
    readonly text: string | null;
    readonly details: string;
    readonly hash: string;
  };
  readonly list_proof: {
    readonly id: string;
    readonly item: string;
    readonly name: string;
    readonly media: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly added_at: Instant;
    readonly added_by: string;
  };
}
