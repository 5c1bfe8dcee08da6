import type { Generated } from "kysely";
import type { Instant, OptionalInstant } from "./instants.ts";

/** The tables of notices and their ways out (CA-6). */
export interface NoticeTables {
  readonly notice: {
    readonly id: Generated<number>;
    readonly person: string;
    readonly kind: string;
    readonly dedupe: string;
    readonly urgency: "normal" | "urgent";
    readonly data: string;
    readonly link: string | null;
    readonly shown: boolean;
    readonly created_at: Instant;
    readonly read_at: OptionalInstant;
    readonly planned: Generated<boolean>;
  };
  readonly notice_channel: {
    readonly id: string;
    readonly kind: string;
    readonly name: string;
    readonly settings: string;
    readonly secrets: string;
    readonly state: "active" | "disabled";
    readonly created_at: Instant;
    readonly changed_at: Instant;
  };
  readonly notice_circuit: {
    readonly channel: string;
    readonly failures: Generated<number>;
    readonly hold_until: OptionalInstant;
    readonly last_ok_at: OptionalInstant;
    readonly last_failed_at: OptionalInstant;
    readonly last_error: string | null;
  };
  readonly notice_address: {
    readonly person: string;
    readonly kind: string;
    readonly address: string | null;
    readonly changed_at: Instant;
  };
  readonly notice_preference: {
    readonly person: string;
    readonly body: string;
    readonly changed_at: Instant;
  };
  readonly notice_delivery: {
    readonly id: string;
    readonly channel: string;
    readonly person: string;
    readonly period: OptionalInstant;
    readonly state: "waiting" | "sent" | "dead";
    readonly created_at: Instant;
    readonly due_at: Instant;
    readonly gives_up_at: Instant;
    readonly attempts: Generated<number>;
    readonly claimed_until: OptionalInstant;
    readonly claim: string | null;
    readonly ended_at: OptionalInstant;
    readonly last_error: string | null;
  };
  readonly notice_delivery_item: { readonly delivery: string; readonly notice: number };
  readonly notice_attempt: {
    readonly delivery: string;
    readonly n: number;
    readonly channel: string;
    readonly at: Instant;
    readonly ok: boolean;
    readonly status: number | null;
    readonly duration_ms: number;
    readonly error: string | null;
  };
}
