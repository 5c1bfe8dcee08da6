import type { AppealReason, AppealState, Disclosure } from "@probity/contracts";
import type { Generated } from "kysely";
import type { Instant, OptionalInstant } from "./instants.ts";

/** What somebody is asked to agree to (PC-7), and what they hold to be a false alarm (UI-2). */
export interface ApprovalTables {
  readonly approval: {
    readonly id: string;
    readonly source: string;
    readonly decision: string;
    readonly point: string;
    readonly subject: string | null;
    readonly draft_hash: string;
    readonly requester: string;
    readonly request_hash: string;
    readonly request: string;
    readonly judged: string;
    readonly created_at: Instant;
    readonly deadline: Instant;
    readonly reminders: Generated<number>;
    readonly state: Generated<string>;
    readonly decided_by: string | null;
    readonly via: string | null;
    readonly reason: string | null;
    readonly decided_at: OptionalInstant;
    readonly valid_until: OptionalInstant;
  };
  readonly approval_link: {
    readonly sha256: Buffer;
    readonly approval: string;
    readonly person: string;
    readonly created_at: Instant;
  };
  readonly appeal: {
    readonly id: string;
    readonly source: string;
    readonly decision: string;
    readonly rule: string;
    readonly rule_version: string | null;
    readonly disclosure: Disclosure;
    readonly person: string | null;
    readonly reason: AppealReason;
    readonly text: string;
    readonly via: "api" | "console";
    readonly raised_at: Instant;
    readonly state: Generated<AppealState>;
    readonly answer: string | null;
    readonly answered_by: string | null;
    readonly answered_at: OptionalInstant;
  };
}
