import type { Generated } from "kysely";
import type { Instant, OptionalInstant } from "./instants.ts";

/** Tables of cases and of what hangs on them. */
export interface CaseTables {
  readonly case_clock: {
    readonly case_id: string;
    readonly track: "business" | "integrity";
    readonly state: string;
    readonly situation: "A" | "B";
    readonly open: boolean;
    readonly days: number;
    readonly level_days: number;
    readonly warn_days: number;
    readonly started_at: Instant;
    readonly given_at: OptionalInstant;
    readonly calendar: string;
    readonly calendar_version: number;
    readonly due_at: OptionalInstant;
    readonly warn_at: OptionalInstant;
    readonly remind_at: OptionalInstant;
    readonly hand_up_at: OptionalInstant;
    readonly reminded: boolean;
    readonly told: boolean;
    readonly review: "accepted" | "refused" | null;
    readonly escalation_level: number;
    readonly raises: number;
    readonly raised_at: OptionalInstant;
    readonly body: string | null;
    readonly turn: number;
  };
  readonly case_terms: {
    readonly scope: string;
    readonly body: string;
    readonly changed_at: Instant;
    readonly changed_by: string;
  };
  readonly case_file: {
    readonly id: string;
    readonly origin: "alert" | "hand" | "clue";
    readonly title: string | null;
    readonly level: number;
    readonly unit: string | null;
    readonly opened_at: Instant;
    readonly opened_by: string | null;
    readonly key_source: string | null;
    readonly key_rule: string | null;
    readonly key_group: string | null;
    readonly merged_into: string | null;
    readonly root: string;
    readonly steps: Generated<number>;
    readonly open: Generated<boolean>;
    readonly closed_at: OptionalInstant;
  };
  readonly case_track: {
    readonly case_id: string;
    readonly track: "business" | "integrity";
    readonly state: string;
    readonly suspended_from: string | null;
    readonly version: number;
    readonly since: Instant;
    readonly unit: string | null;
    readonly handler: string | null;
    readonly verifiers: string;
    readonly assigned_at: OptionalInstant;
    readonly due_at: OptionalInstant;
    readonly returns: Generated<number>;
    readonly proposal: string | null;
    readonly content: string;
  };
  readonly case_alert: {
    readonly alert: string;
    readonly case_id: string;
    readonly joined_at: Instant;
    readonly joined_by: string | null;
  };
  readonly hit_subject: { readonly position: number; readonly key: string };
  readonly case_subject: {
    readonly case_id: string;
    readonly kind: "person" | "organisation";
    readonly key: string;
    readonly track: string | null;
    readonly name: string | null;
    readonly named_at: Instant;
    readonly named_by: string;
  };
  readonly case_step: {
    readonly case_id: string;
    readonly n: number;
    readonly track: string | null;
    readonly kind: string;
    readonly name: string;
    readonly from_state: string | null;
    readonly to_state: string | null;
    readonly at: Instant;
    readonly by_person: string | null;
    readonly reason_code: string | null;
    readonly text: string | null;
    readonly details: string;
    readonly hash: string;
  };
  readonly case_pause: {
    readonly case_id: string;
    readonly track: string;
    readonly from_at: Instant;
    readonly until_at: Instant;
    readonly to_at: OptionalInstant;
    readonly reason_code: string;
  };
  readonly case_evidence: {
    readonly id: string;
    readonly case_id: string;
    readonly track: string;
    readonly kind: "file" | "note" | "event";
    readonly name: string | null;
    readonly media: string | null;
    readonly bytes: number | null;
    readonly sha256: string;
    readonly text: string | null;
    readonly event_source: string | null;
    readonly event_id: string | null;
    readonly added_at: Instant;
    readonly added_by: string;
    readonly complete: boolean;
    readonly withdrawn_at: OptionalInstant;
    readonly withdrawn_by: string | null;
    readonly withdrawal_reason: string | null;
  };
  readonly evidence_part: {
    readonly evidence: string;
    readonly n: number;
    readonly bytes: number;
    readonly data: Buffer;
  };
  readonly case_opinion: {
    readonly id: string;
    readonly case_id: string;
    readonly track: string;
    readonly round: string;
    readonly question: string;
    readonly asked_role: string | null;
    readonly asked_person: string | null;
    readonly asked_by: string;
    readonly asked_at: Instant;
    readonly due_at: Instant;
    readonly opinion: string | null;
    readonly given_by: string | null;
    readonly given_at: OptionalInstant;
  };
  readonly clue: {
    readonly id: string;
    readonly source_kind: string;
    readonly source_ref: string | null;
    readonly topic: string | null;
    readonly text: string;
    readonly unit: string | null;
    readonly received_at: Instant;
    readonly reply_due_at: OptionalInstant;
    readonly protected: boolean;
    readonly machine: number;
    readonly stage: string;
    readonly version: number;
    readonly steps: Generated<number>;
    readonly registered_at: Instant;
    readonly registered_by: string;
    readonly ended_at: OptionalInstant;
    readonly case_id: string | null;
  };
  readonly clue_subject: {
    readonly clue: string;
    readonly kind: "person" | "organisation";
    readonly key: string;
    readonly name: string | null;
  };
  readonly clue_reporter: {
    readonly clue: string;
    readonly name: string | null;
    readonly contact: string | null;
    readonly text: string | null;
  };
  readonly clue_step: {
    readonly clue: string;
    readonly n: number;
    readonly name: string;
    readonly from_stage: string | null;
    readonly to_stage: string | null;
    readonly at: Instant;
    readonly by_person: string;
    readonly text: string | null;
    readonly hash: string;
  };
  readonly clue_duplicate: {
    readonly clue: string;
    readonly other: string;
    readonly reason: "source_ref" | "text";
    readonly similarity: number;
    readonly state: "proposed" | "confirmed" | "refused";
    readonly decided_by: string | null;
    readonly decided_at: OptionalInstant;
  };
  readonly clue_machine: {
    readonly version: number;
    readonly body: string;
    readonly created_at: Instant;
    readonly created_by: string;
  };
}
