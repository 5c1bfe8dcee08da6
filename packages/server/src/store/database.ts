import type { ColumnType, Generated } from "kysely";
import type { OrgTables } from "./org-tables.ts";
import type { RectifyTables } from "./rectify-tables.ts";
import type { AccessTables } from "./access-tables.ts";
import type { ApprovalTables } from "./approval-tables.ts";
import type { CalendarTables } from "./calendar-tables.ts";
import type { CaseTables } from "./case-tables.ts";
import type { Instant, OptionalInstant } from "./instants.ts";
import type { KnowledgeTables } from "./knowledge-tables.ts";
import type { LetterTables } from "./letter-tables.ts";
import type { NoticeTables } from "./notice-tables.ts";
import type { BulkTables } from "./bulk-tables.ts";
import type { ReportTables } from "./report-tables.ts";
import type { RiskTables } from "./risk-tables.ts";
import type { SupervisionTables } from "./supervision-tables.ts";
import type { TriageTables } from "./triage-tables.ts";

/** The tables, as in `sql/`. They are not a public interface: read them through `/ops`. */
export interface Database
  extends
    AccessTables,
    ApprovalTables,
    CalendarTables,
    CaseTables,
    KnowledgeTables,
    LetterTables,
    NoticeTables,
    OrgTables,
    RectifyTables,
    BulkTables,
    ReportTables,
    RiskTables,
    SupervisionTables,
    TriageTables {
  readonly source: {
    readonly id: string;
    readonly name: string;
    readonly created_at: Instant;
    readonly revoked_at: OptionalInstant;
  };
  readonly source_key: {
    readonly sha256: Buffer;
    readonly source: string;
    readonly created_at: Instant;
    readonly expires_at: OptionalInstant;
  };
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly created_at: Instant;
    readonly revoked_at: OptionalInstant;
  };
  readonly person_token: {
    readonly sha256: Buffer;
    readonly person: string;
    readonly created_at: Instant;
    readonly expires_at: OptionalInstant;
  };
  readonly event_type: {
    readonly owner: string;
    readonly type: string;
    readonly version: string;
    readonly definition: string;
    readonly created_at: Instant;
  };
  readonly event: {
    readonly key: Generated<number>;
    readonly source: string;
    readonly id: string;
    readonly type: string;
    readonly subject: string | null;
    readonly time: Instant;
    readonly received_at: Instant;
    readonly incomplete: number;
    readonly body: string;
    readonly salt: string | null;
    readonly erased_at: OptionalInstant;
  };
  readonly log_head: {
    readonly id: number;
    readonly next_position: number;
    readonly origin: string | null;
    readonly digest: Generated<"sha256" | "sm3">;
    readonly edge: Generated<Buffer>;
  };
  readonly log_stream: {
    readonly id: Generated<number>;
    readonly src: string;
    readonly source: string;
    readonly last_seq: number;
    readonly last_hash: Buffer;
    readonly opened_at: Instant;
    readonly last_at: Instant;
    readonly heartbeat_seconds: number | null;
    readonly closed_at: OptionalInstant;
    readonly silent_at: OptionalInstant;
  };
  readonly log: {
    readonly position: number;
    readonly stream: number;
    readonly seq: number;
    readonly header: string;
    readonly event: number | null;
  };
  readonly log_tile: { readonly level: number; readonly n: number; readonly hashes: Buffer };
  readonly log_checkpoint: {
    readonly size: number;
    readonly note: string;
    readonly at: Instant;
    readonly witnessed: boolean;
  };
  readonly quarantine: {
    readonly id: Generated<number>;
    readonly source: string;
    readonly event_id: string;
    readonly type: string | null;
    readonly body: string;
    readonly body_hash: Buffer;
    readonly code: string;
    readonly errors: string;
    readonly received_at: Instant;
    readonly state: "open" | "resolved";
    readonly resolved_at: OptionalInstant;
    readonly salt: string | null;
    readonly position: number | null;
    readonly erased_at: OptionalInstant;
  };
  readonly model: {
    readonly id: string;
    readonly version: string;
    readonly body: string;
    readonly created_at: Instant;
  };
  readonly model_version: {
    readonly id: string;
    readonly version: string;
    readonly state: string;
    readonly digest: string;
    readonly body: string;
    readonly cases: string;
    readonly cases_digest: string;
    readonly author: string;
    readonly retiring_by: string | null;
    readonly shadow_from: number | null;
    readonly created_at: Instant;
    readonly changed_at: Instant;
  };
  readonly model_step: {
    readonly model: string;
    readonly version: string;
    readonly n: number;
    readonly step: string;
    readonly state: string;
    readonly digest: string;
    readonly by: string;
    readonly with_person: string | null;
    readonly reason: string | null;
    readonly details: string | null;
    readonly at: Instant;
  };
  readonly model_proof: {
    readonly id: string;
    readonly model: string;
    readonly version: string;
    readonly digest: string;
    readonly cases_digest: string | null;
    readonly kind: "check" | "backtest" | "shadow";
    readonly ok: boolean;
    readonly result: string;
    readonly by: string;
    readonly at: Instant;
  };
  readonly shadow_day: {
    readonly model: string;
    readonly digest: string;
    readonly source: string;
    readonly rule: string;
    readonly day: ColumnType<Date, string, string>;
    readonly hit: number;
    readonly clear: number;
    readonly not_applicable: number;
    readonly indeterminate: number;
    readonly kept: number;
    readonly fresh: number;
    readonly lost: number;
    readonly failed: number;
  };
  readonly shadow_finding: {
    readonly model: string;
    readonly digest: string;
    readonly position: number;
    readonly binding: string;
    readonly rule: string;
    readonly comparison: "kept" | "new" | "lost";
    readonly body: string;
  };
  readonly job: {
    readonly id: string;
    readonly kind: string;
    readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
    readonly input: string;
    readonly by: string;
    readonly created_at: Instant;
    readonly started_at: OptionalInstant;
    readonly finished_at: OptionalInstant;
    readonly done: number;
    readonly total: number | null;
    readonly attempt: number;
    readonly checkpoint: string | null;
    readonly result: string | null;
    readonly failure: string | null;
    readonly cancelled_by: string | null;
    readonly owner: string | null;
    readonly lease_until: OptionalInstant;
  };
  readonly binding_set: {
    readonly source: string;
    readonly version: number;
    readonly body: string;
    readonly created_at: Instant;
  };
  readonly bundle: {
    readonly source: string;
    readonly version: number;
    readonly hash: string;
    readonly inputs_hash: string;
    readonly payload: string;
    readonly keyid: string;
    readonly signature: string;
    readonly created_at: Instant;
    readonly expires_at: Instant;
    /** JSON list of signatures; null: the one beside it. */
    readonly signatures: string | null;
  };
  readonly signing_key: { readonly keyid: string; readonly vkey: string; readonly created_at: Instant };
  readonly journal_head: { readonly id: number; readonly sequence: number };
  readonly score_position: { readonly name: string; readonly position: number };
  readonly process_record: {
    readonly source: string;
    readonly kind: string;
    readonly subject: string;
    readonly record: string;
    readonly position: number;
    readonly input_bytes: Generated<number>;
  };
  readonly event_result: {
    readonly position: number;
    readonly bundle_version: number;
    readonly bundle_hash: string;
    readonly hits: number;
    readonly clear: number;
    readonly not_applicable: number;
    readonly indeterminate: number;
    readonly failure: string | null;
    readonly scored_at: Instant;
    readonly score: number | null;
    readonly calibration: number | null;
  };
  readonly finding: {
    readonly position: number;
    readonly binding: string;
    readonly rule: string;
    readonly version: string;
    readonly result: string;
    readonly level: number;
    readonly class: string;
    readonly body: string;
    readonly share: number | null;
  };
  readonly rule_day: {
    readonly source: string;
    readonly rule: string;
    readonly version: Generated<string>;
    readonly day: ColumnType<Date, string, string>;
    readonly hit: number;
    readonly clear: number;
    readonly not_applicable: number;
    readonly indeterminate: number;
  };
  readonly alert: {
    readonly id: string;
    readonly source: string;
    readonly rule: string;
    readonly rule_version: string;
    readonly group_key: string;
    readonly subject: string | null;
    readonly class: string;
    readonly level: number;
    readonly state: string;
    readonly count: number;
    readonly first_at: Instant;
    readonly last_at: Instant;
    readonly first_position: number;
    readonly last_position: number;
    readonly name: string;
    readonly message: string;
    readonly opened_at: Instant;
    readonly confidence: Generated<number>;
    readonly sealed_position: number | null;
  };
  readonly alert_label: {
    readonly alert: string;
    readonly n: number;
    readonly rule: string;
    readonly rule_version: string;
    readonly level: number;
    readonly class: string;
    readonly label: "confirmed" | "partly" | "not_confirmed";
    readonly reason: string | null;
    readonly note: string | null;
    readonly weight: number;
    readonly by_person: string;
    readonly at: Instant;
    readonly position: number;
  };
  readonly calibration: {
    readonly version: number;
    readonly made_at: Instant;
    readonly made_by: string;
    readonly labels: number;
    readonly digest: string;
    readonly body: string;
  };
  readonly calibration_start: { readonly version: number; readonly position: number };
  readonly score_setting: { readonly id: number; readonly half_life_days: number };
  readonly score_entity: {
    readonly id: Generated<number>;
    readonly kind: string;
    readonly key: string;
    readonly value: number;
    readonly as_of: Instant;
    readonly hits: number;
  };
  readonly score_hit: {
    readonly position: number;
    readonly entity: number;
    readonly at: Instant;
    readonly score: number;
  };
  readonly rule_demotion: {
    readonly rule: string;
    readonly version: string;
    readonly labels: number;
    readonly at: Instant;
  };
  readonly alert_finding: { readonly alert: string; readonly position: number; readonly binding: string };
  readonly change_request: {
    readonly id: string;
    readonly kind: string;
    readonly target: string;
    readonly base_version: number | null;
    readonly payload: string;
    readonly summary: string;
    readonly reason: string | null;
    readonly requested_by: string;
    readonly requested_at: Instant;
    readonly expires_at: Instant;
    readonly state: "open" | "approved" | "rejected";
    readonly decided_by: string | null;
    readonly decided_at: OptionalInstant;
    readonly decision_reason: string | null;
    readonly proposed_by: string | null;
  };
  readonly rule_exception: {
    readonly id: string;
    readonly source: string;
    readonly rule: string;
    readonly scope_kind: "process" | "person" | "unit";
    readonly scope_id: string;
    readonly reason: string;
    readonly valid_from: Instant;
    readonly valid_to: Instant;
    readonly requested_by: string;
    readonly approved_by: string;
    readonly ended_at: OptionalInstant;
    readonly ended_by: string | null;
    readonly end_reason: string | null;
  };
  readonly breaker: {
    readonly id: string;
    readonly source: string;
    readonly binding: string;
    readonly rule: string;
    readonly version: string;
    readonly point: string;
    readonly day: ColumnType<Date, string, string>;
    readonly blocked: number;
    readonly checked: number;
    readonly share: number;
    readonly at_least: number;
    readonly opened_at: Instant;
    readonly reset_at: OptionalInstant;
    readonly reset_by: string | null;
    readonly reset_reason: string | null;
  };
  readonly check_day: { readonly day: ColumnType<Date, string, string> };
  readonly bundle_key: {
    readonly keyid: string;
    readonly vkey: string;
    readonly state: "announced" | "active" | "retired" | "revoked";
    readonly created_at: Instant;
    readonly changed_at: Instant;
    readonly reason: string | null;
  };
  readonly precheck: {
    readonly source: string;
    readonly id: string;
    readonly stage: string;
    readonly point: string | null;
    readonly subject: string | null;
    readonly outcome: string | null;
    readonly mode: string | null;
    readonly answered_by: string | null;
    readonly degraded: boolean | null;
    readonly bundle_version: number | null;
    readonly bundle_hash: string | null;
    readonly draft_hash: string | null;
    readonly unit: string | null;
    readonly opened_at: OptionalInstant;
    readonly closed_at: OptionalInstant;
    readonly expires_at: OptionalInstant;
    readonly held_until: OptionalInstant;
    readonly person: string | null;
    readonly opened_position: number | null;
    readonly justified: boolean;
    readonly break_glass: boolean;
    readonly act_event: string | null;
    readonly act_position: number | null;
    readonly parity: string | null;
    readonly findings: string | null;
  };
  readonly window_definition: {
    readonly id: Generated<number>;
    readonly hash: string;
    readonly scope: string;
    readonly definition: string;
    readonly from_position: number;
    readonly filled_to: number;
    readonly replaces: number | null;
    readonly state: Generated<"live" | "rebuild" | "dropped">;
    readonly created_at: Instant;
    readonly last_used_at: Instant;
    readonly rebuilt_at: OptionalInstant;
    readonly differences: number | null;
  };
  readonly finding_related: {
    readonly related: number;
    readonly position: number;
    readonly binding: string;
  };
  readonly event_correction: {
    readonly source: string;
    readonly event_id: string;
    readonly position: number;
  };
  readonly deadline: {
    readonly id: Generated<number>;
    readonly source: string;
    readonly binding: string;
    readonly position: number;
    readonly part: string;
    readonly key_hash: string;
    readonly rule: string;
    readonly event_id: string;
    readonly event_type: string;
    readonly subject: string;
    readonly from_at: Instant;
    readonly due_at: Instant;
    readonly awaited: string;
    readonly state: DeadlineState;
    readonly done_position: number | null;
    readonly done_id: string | null;
    readonly done_at: OptionalInstant;
    readonly fired: Generated<boolean>;
    readonly told: "absent" | "late" | "withdrawn" | null;
    readonly turn: Generated<number>;
    readonly told_position: number | null;
    readonly working_days: number | null;
    readonly calendar: string | null;
    readonly calendar_version: number | null;
    readonly provisional: Generated<boolean>;
    readonly counted_from: OptionalInstant;
  };
}

/** What has become of a deadline: awaited still, done too late, done in time, or begun by mistake. */
export type DeadlineState = "waiting" | "late" | "met" | "void";
