import type { Instant, OptionalInstant } from "./instants.ts";

/** The tables of roles, accounts and sessions (SE-1, SE-2). */
export interface AccessTables {
  readonly access_grant: {
    readonly id: string;
    readonly holder: string;
    readonly holder_kind: "person" | "service" | "group";
    readonly role: string;
    readonly unit: string | null;
    readonly from_at: Instant;
    readonly until_at: OptionalInstant;
    readonly granted_by: string;
    readonly agreed_by: string | null;
    readonly granted_at: Instant;
    readonly revoked_at: OptionalInstant;
    readonly revoked_by: string | null;
  };
  readonly org_unit_tree: { readonly ancestor: string; readonly descendant: string };
  readonly local_account: {
    readonly person: string;
    readonly password: string | null;
    readonly password_at: OptionalInstant;
    readonly reset_sha256: Buffer | null;
    readonly reset_expires_at: OptionalInstant;
  };
  readonly sign_in_failure: {
    readonly key: string;
    readonly failures: number;
    readonly last_at: Instant;
    readonly locked_until: OptionalInstant;
  };
  readonly sign_in_budget: {
    readonly id: number;
    readonly minute: Instant;
    readonly logged: number;
    readonly skipped: number;
  };
  readonly session: {
    readonly sha256: Buffer;
    readonly id: string;
    readonly person: string;
    readonly means: "password" | "oidc";
    readonly agent: string;
    readonly created_at: Instant;
    readonly last_at: Instant;
    readonly expires_at: Instant;
  };
  readonly sign_in_flow: {
    readonly sha256: Buffer;
    readonly nonce: string;
    readonly verifier: string;
    readonly return_to: string;
    readonly expires_at: Instant;
  };
  readonly service_token: {
    readonly id: string;
    readonly sha256: Buffer;
    readonly created_by: string;
    readonly created_at: Instant;
    readonly expires_at: Instant;
    readonly revoked_at: OptionalInstant;
    readonly last_used_at: OptionalInstant;
  };
  readonly read_mark: { readonly reader: string; readonly object: string; readonly at: Instant };
}
