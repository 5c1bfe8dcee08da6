import type { Generated } from "kysely";
import type { Instant, OptionalInstant } from "./instants.ts";

/** What somebody is asked to agree to (PC-7). */
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
}
