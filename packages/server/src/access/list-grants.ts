import type { Store } from "../store/index.ts";
import type { HolderKind } from "./change-grants.ts";

/** A role as given, in force or not. */
export interface GrantView {
  readonly id: string;
  readonly role: string;
  readonly unit: string | null;
  readonly from: string;
  readonly until: string | null;
  readonly by: string;
  readonly agreedBy: string | null;
  readonly revokedAt: string | null;
  readonly state: "coming" | "in_force" | "over";
}

/** Every grant that a holder has or had, the newest first; at most 500. */
export async function listGrants(
  { db }: Pick<Store, "db">,
  holderKind: HolderKind,
  holder: string,
  now: Date,
): Promise<readonly GrantView[]> {
  const rows = await db
    .selectFrom("access_grant")
    .selectAll()
    .where("holder_kind", "=", holderKind)
    .where("holder", "=", holder)
    .orderBy("granted_at", "desc")
    .orderBy("id", "desc")
    .limit(500)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    role: row.role,
    unit: row.unit,
    from: row.from_at.toISOString(),
    until: row.until_at?.toISOString() ?? null,
    by: row.granted_by,
    agreedBy: row.agreed_by,
    revokedAt: row.revoked_at?.toISOString() ?? null,
    state: stateOf(row, now),
  }));
}

function stateOf(
  row: { readonly from_at: Date; readonly until_at: Date | null; readonly revoked_at: Date | null },
  now: Date,
): GrantView["state"] {
  if (row.revoked_at !== null || (row.until_at !== null && row.until_at <= now)) return "over";
  return row.from_at > now ? "coming" : "in_force";
}
