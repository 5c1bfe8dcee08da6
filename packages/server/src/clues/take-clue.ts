import type { CaseWork, Named } from "../cases/index.ts";
import { personKey } from "../cases/index.ts";
import type { Statement } from "../store/index.ts";
import { addClueStep } from "./clue-steps.ts";
import { jaccard, shinglesOf, similarFrom } from "./similar.ts";
import { machineInForce } from "./stages.ts";

/** Where clues come from (catalogue, `clue.intake.received`). */
export const clueSources = [
  "petition",
  "audit",
  "financial_supervision",
  "statistics",
  "inspection",
  "hotline",
  "media",
  "peoples_congress",
  "case_by_product",
  "self_found",
] as const;

/** A clue as it comes in. */
export interface NewClue {
  readonly source: (typeof clueSources)[number];
  readonly sourceRef?: string | undefined;
  readonly topic?: string | undefined;
  readonly text: string;
  readonly unit?: string | undefined;
  readonly receivedAt?: string | undefined;
  readonly replyDueAt?: string | undefined;
  readonly subjects: readonly Named[];
  readonly protectedReporter: boolean;
  readonly reporter?:
    | { readonly name?: string; readonly contact?: string; readonly text?: string }
    | undefined;
}

/** A clue that may be the same. */
export interface Similar {
  readonly other: string;
  readonly reason: "source_ref" | "text";
  readonly similarity: number;
}

const sameRef: Statement = {
  name: "clue-same-ref",
  text: `select id from clue where source_kind = $1 and lower(source_ref) = lower($2) and id <> $3
    order by received_at desc limit 20`,
};

/** More than these name the same persons: the newest are compared. */
const sameSubject: Statement = {
  name: "clue-same-subject",
  text: `select distinct c.id, c.text, c.received_at from clue_subject s join clue c on c.id = s.clue
    where s.key = any($1::text[]) and c.id <> $2 order by c.received_at desc limit 500`,
};

/**
 * Stores a clue in its first stage and looks for those that may be the same: the same number at the same source, or the same
 * subject with a text of which at least four fifths are the same. They are proposed to a person, never joined silently (CA-5).
 */
export async function takeClue(
  work: CaseWork,
  clue: NewClue,
  by: string,
  seesClue: (id: string) => Promise<boolean>,
): Promise<{ readonly id: string; readonly similar: readonly Similar[] }> {
  const { transaction, now, newId } = work;
  const id = newId();
  const { version: machine, machine: stages } = await machineInForce(transaction);
  const [first] = stages.stages;
  if (first === undefined) throw new Error("the machine of clues has no stage");
  await transaction.db
    .insertInto("clue")
    .values({
      id,
      source_kind: clue.source,
      source_ref: clue.sourceRef?.trim() ?? null,
      topic: clue.topic ?? null,
      text: clue.text,
      unit: clue.unit ?? null,
      received_at:
        clue.receivedAt === undefined ? now.toISOString() : new Date(clue.receivedAt).toISOString(),
      reply_due_at: clue.replyDueAt === undefined ? null : new Date(clue.replyDueAt).toISOString(),
      protected: clue.protectedReporter,
      machine,
      stage: first.id,
      version: 1,
      registered_at: now.toISOString(),
      registered_by: by,
    })
    .execute();
  await saveSubjects(work, id, clue.subjects);
  await saveReporter(work, id, clue.reporter);
  const similar = await findSimilar(work, id, clue);
  if (similar.length > 0)
    await transaction.db
      .insertInto("clue_duplicate")
      .values(similar.map((one) => ({ clue: id, ...one, state: "proposed" as const })))
      .execute();
  await addClueStep(work, { clue: id, name: "received", to: first.id, by });
  return { id, similar: await visibleOf(similar, seesClue) };
}

/** That there is a clue which somebody may not see is not said; whoever may see both decides. */
async function visibleOf(
  similar: readonly Similar[],
  seesClue: (id: string) => Promise<boolean>,
): Promise<readonly Similar[]> {
  const seen: Similar[] = [];
  for (const one of similar) if (await seesClue(one.other)) seen.push(one);
  return seen;
}

async function saveSubjects(
  { transaction }: CaseWork,
  clue: string,
  subjects: readonly Named[],
): Promise<void> {
  const rows = subjects
    .map(({ kind, key, name }) => ({ clue, kind, key: personKey(key), name: name ?? null }))
    .filter(({ key }) => key !== "");
  if (rows.length === 0) return;
  await transaction.db
    .insertInto("clue_subject")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function saveReporter(
  { transaction }: CaseWork,
  clue: string,
  reporter: NewClue["reporter"],
): Promise<void> {
  if (reporter === undefined) return;
  const { name = null, contact = null, text = null } = reporter;
  await transaction.db.insertInto("clue_reporter").values({ clue, name, contact, text }).execute();
}

async function findSimilar(
  { transaction }: CaseWork,
  id: string,
  clue: NewClue,
): Promise<readonly Similar[]> {
  const found = new Map<string, Similar>();
  const ref = clue.sourceRef?.trim() ?? "";
  if (ref !== "")
    for (const { id: other } of await transaction.run<{ id: string }>(sameRef, [clue.source, ref, id]))
      found.set(other, { other, reason: "source_ref", similarity: 1 });
  const keys = clue.subjects.map(({ key }) => personKey(key));
  if (keys.length === 0) return [...found.values()];
  const own = shinglesOf(clue.text);
  for (const row of await transaction.run<{ id: string; text: string }>(sameSubject, [keys, id])) {
    const similarity = jaccard(own, shinglesOf(row.text));
    if (similarity >= similarFrom && !found.has(row.id))
      found.set(row.id, { other: row.id, reason: "text", similarity });
  }
  return [...found.values()].slice(0, 50);
}
