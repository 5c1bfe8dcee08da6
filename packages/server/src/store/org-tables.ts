import type { Generated } from "kysely";
import type { Instant, OptionalInstant } from "./instants.ts";

/** The tables of the organisation. */
export interface OrgTables {
  readonly org_head: { readonly id: number; readonly revision: number };
  readonly org_unit: { readonly id: string; readonly created_at: Instant; readonly created_by: string };
  readonly org_unit_change: {
    readonly unit: string;
    readonly valid_from: Instant;
    readonly revision: number;
    readonly name_zh: string | null;
    readonly name_en: string | null;
    readonly kind: string | null;
    readonly parent: string | null;
    readonly business_department: string | null;
    readonly department_discipline: string | null;
    readonly district_discipline: string | null;
    readonly ended: boolean | null;
    readonly recorded_at: Instant;
    readonly by: string;
  };
  readonly org_post: { readonly id: string; readonly created_at: Instant; readonly created_by: string };
  readonly org_post_change: {
    readonly post: string;
    readonly valid_from: Instant;
    readonly revision: number;
    readonly unit: string | null;
    readonly name_zh: string | null;
    readonly name_en: string | null;
    readonly head: boolean | null;
    readonly risk_grade: number | null;
    readonly ended: boolean | null;
    readonly recorded_at: Instant;
    readonly by: string;
  };
  readonly org_person: {
    readonly person: string;
    readonly unit: string | null;
    readonly email: string | null;
    readonly phone: string | null;
    readonly keys: Generated<string>;
    readonly user_name: string | null;
    readonly external_id: string | null;
    readonly attributes: Generated<string>;
    readonly removed_at: OptionalInstant;
    readonly changed_at: Instant;
    readonly changed_by: string;
  };
  readonly org_holder: {
    readonly id: string;
    readonly post: string;
    readonly person: string;
    readonly valid_from: Instant;
    readonly valid_to: OptionalInstant;
    readonly changed_at: Instant;
    readonly changed_by: string;
  };
  readonly org_delegation: {
    readonly id: string;
    readonly from_person: string;
    readonly to_person: string;
    readonly permissions: string | null;
    readonly valid_from: Instant;
    readonly valid_to: Instant;
    readonly reason: string;
    readonly changed_at: Instant;
    readonly changed_by: string;
  };
  readonly org_relation: {
    readonly id: string;
    readonly from_person: string;
    readonly to_kind: "person" | "organisation";
    readonly to_key: string;
    readonly kind: string;
    readonly valid_from: OptionalInstant;
    readonly valid_to: OptionalInstant;
    readonly declared_by: string;
    readonly changed_at: Instant;
    readonly changed_by: string;
  };
  readonly org_group: {
    readonly id: string;
    readonly display_name: string;
    readonly external_id: string | null;
    readonly members: string;
    readonly created_at: Instant;
    readonly removed_at: OptionalInstant;
    readonly changed_at: Instant;
  };
}
