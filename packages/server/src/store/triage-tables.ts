import type { Generated } from "kysely";
import type { Instant, OptionalInstant } from "./instants.ts";

/** What the inbox is made of. */
export interface TriageTables {
  readonly alert_line: {
    readonly alert: string;
    readonly position: number;
    readonly opened_at: Instant;
    readonly last_at: Instant;
    readonly source: string;
    readonly rule: string;
    readonly model: string | null;
    readonly class: "business" | "integrity";
    readonly level: number;
    readonly risk: number;
    readonly unit: string | null;
    readonly person: string | null;
    readonly party: string | null;
    readonly amount: number | null;
    readonly currency: string | null;
    readonly words: string;
    readonly case_id: string | null;
    readonly case_unit: string | null;
    readonly state: Generated<string>;
    readonly charge: string | null;
    readonly handler: string | null;
    readonly due_at: OptionalInstant;
  };
  readonly saved_view: {
    readonly id: string;
    readonly screen: string;
    readonly name: string;
    readonly query: string;
    readonly owner: string;
    readonly unit: string | null;
    readonly place: number;
    readonly changed_at: Instant;
    readonly removed_at: OptionalInstant;
  };
}
