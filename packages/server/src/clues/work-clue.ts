import { type JsonObject, ProbityError } from "@probity/contracts";
import type { Granted } from "../access/index.ts";
import { type CaseWork, hasRoleAt, type NewCase, openCase } from "../cases/index.ts";
import { addClueStep } from "./clue-steps.ts";
import { type ClueRow, seeClue } from "./read-clue.ts";
import { machineInForce } from "./stages.ts";

/** A clue that somebody works on, as it was seen. */
export interface CluePlace {
  readonly id: string;
  readonly version: number;
}

async function lockClue(work: CaseWork, granted: Granted, id: string): Promise<ClueRow> {
  const { transaction, look } = work;
  return await seeClue(transaction, { granted, look }, id, { permission: "clue.read", locked: true });
}

const standing = ({ stage, version }: ClueRow): { readonly errors: { path: string; message: string }[] } => ({
  errors: [
    { path: "/stage", message: stage },
    { path: "/version", message: String(version) },
  ],
});

function demandCurrent(row: ClueRow, version: number): void {
  if (row.version !== version)
    throw new ProbityError("PROBITY_E_CLUE_STATE", `clue ${row.id} has changed meanwhile`, standing(row));
  if (row.ended_at !== null)
    throw new ProbityError("PROBITY_E_CLUE_STATE", `clue ${row.id} is ended`, standing(row));
}

/** Moves a clue to its next stage, by the stages that were in force when it came in. Throws `PROBITY_E_CLUE_STATE`. */
export async function moveClue(
  work: CaseWork,
  granted: Granted,
  { id, version }: CluePlace,
  { to, text }: { readonly to: string; readonly text: string },
): Promise<{ readonly id: string; readonly stage: string; readonly version: number }> {
  const row = await lockClue(work, granted, id);
  demandCurrent(row, version);
  const { machine } = await machineInForce(work.transaction, row.machine);
  const move = machine.moves.find((one) => one.from === row.stage && one.to === to);
  if (move === undefined)
    throw new ProbityError(
      "PROBITY_E_CLUE_STATE",
      `there is no way from ${row.stage} to ${to}`,
      standing(row),
    );
  if (!(await hasRoleAt(work.transaction.db, granted, move.roles, [row.unit])))
    throw new ProbityError("PROBITY_E_CASE_ROLE", `this step is for ${move.roles.join(", ")}`);
  const final = machine.stages.find((stage) => stage.id === to)?.final === true;
  await save(work, row, { stage: to, ended_at: final ? work.now.toISOString() : null });
  await addClueStep(work, { clue: id, name: "moved", from: row.stage, to, by: granted.id, text });
  return { id, stage: to, version: row.version + 1 };
}

async function save(
  { transaction }: CaseWork,
  row: ClueRow,
  columns: { readonly stage?: string; readonly ended_at?: string | null; readonly case_id?: string },
): Promise<void> {
  await transaction.db
    .updateTable("clue")
    .set({ ...columns, version: row.version + 1 })
    .where("id", "=", row.id)
    .execute();
}

/** Says whether two clues are the same, from whichever of them. The later one of two that are ends; both keep all their words. */
export async function decideSimilar(
  work: CaseWork,
  granted: Granted,
  { clue, other, same }: { readonly clue: string; readonly other: string; readonly same: boolean },
): Promise<void> {
  const rows = [await lockClue(work, granted, clue), await lockClue(work, granted, other)];
  const decided = await work.transaction.db
    .updateTable("clue_duplicate")
    .set({
      state: same ? "confirmed" : "refused",
      decided_by: granted.id,
      decided_at: work.now.toISOString(),
    })
    .where("clue", "in", [clue, other])
    .where("other", "in", [clue, other])
    .where("state", "=", "proposed")
    .returning(["clue", "other"])
    .executeTakeFirst();
  const later = rows.find(({ id }) => id === decided?.clue);
  if (decided === undefined || later === undefined)
    throw new ProbityError(
      "PROBITY_E_CLUE_STATE",
      "nobody proposed that these are the same, or it is decided",
    );
  if (same && later.ended_at === null) await save(work, later, { ended_at: work.now.toISOString() });
  const name = same ? "same_as" : "not_same_as";
  await addClueStep(work, { clue: later.id, name, by: granted.id, ref: decided.other });
}

/** Makes a case of a clue, once; whom it names are its subjects. Throws `PROBITY_E_CLUE_STATE`. */
export async function clueToCase(
  work: CaseWork,
  granted: Granted,
  { id, version }: CluePlace,
  input: Pick<NewCase, "title" | "level" | "tracks">,
): Promise<{ readonly id: string }> {
  const row = await lockClue(work, granted, id);
  demandCurrent(row, version);
  if (row.case_id !== null)
    throw new ProbityError("PROBITY_E_CLUE_STATE", `clue ${id} is case ${row.case_id}`, standing(row));
  const named = await work.transaction.db
    .selectFrom("clue_subject")
    .selectAll()
    .where("clue", "=", id)
    .execute();
  const opened = await openCase(work, granted, {
    ...input,
    origin: "clue",
    unit: row.unit,
    alerts: [],
    named: named.map(({ kind, key, name }) => ({ kind, key, name: name ?? undefined })),
  });
  await save(work, row, { case_id: opened.id });
  await addClueStep(work, { clue: id, name: "case_opened", by: granted.id, ref: opened.id });
  return opened;
}

/** Shows who reported it, for a stated purpose, which is kept and logged with the look (LO-7). */
export async function readReporter(
  work: CaseWork,
  granted: Granted,
  id: string,
  purpose: string,
): Promise<JsonObject> {
  await lockClue(work, granted, id);
  const row = await work.transaction.db
    .selectFrom("clue_reporter")
    .selectAll()
    .where("clue", "=", id)
    .executeTakeFirst();
  await addClueStep(work, { clue: id, name: "reporter_read", by: granted.id, text: purpose });
  return { clue: id, name: row?.name ?? null, contact: row?.contact ?? null, text: row?.text ?? null };
}
