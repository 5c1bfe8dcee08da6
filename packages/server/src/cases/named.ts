import type { Track } from "./states.ts";
import type { CaseWork } from "./work.ts";
import { personKey } from "./subjects.ts";

/** A person or organisation that somebody named. */
export interface Named {
  readonly kind: "person" | "organisation";
  readonly key: string;
  readonly name?: string | undefined;
}

/** Those in a value that was checked against `fields.named`. */
export const readNamed = (value: unknown): readonly Named[] =>
  // Checked by the schema of the step.
  Array.isArray(value) ? (value as readonly Named[]) : [];

/** Makes those who are named subjects of a case: whoever is close to them no longer sees it (CA-3). */
export async function nameSubjects(
  { transaction, now }: Pick<CaseWork, "transaction" | "now">,
  {
    caseId,
    track,
    by,
    named,
  }: {
    readonly caseId: string;
    /** Null: both sides see who was named. */
    readonly track: Track | null;
    readonly by: string;
    readonly named: readonly Named[];
  },
): Promise<void> {
  const rows = named
    .map(({ kind, key, name }) => ({ kind, key: personKey(key), name: name ?? null }))
    .filter(({ key }) => key !== "")
    .map((row) => ({ ...row, case_id: caseId, track, named_at: now.toISOString(), named_by: by }));
  if (rows.length === 0) return;
  await transaction.db
    .insertInto("case_subject")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
