import { type JsonObject, ProbityError } from "@probity/contracts";
import type { Granted } from "../access/index.ts";
import { lockCase } from "./case.ts";
import { demandKnown, demandNoConflicts } from "./conditions.ts";
import { changedEvent } from "./events.ts";
import { hasRoleAt, unitsOf, visibleTracks } from "./reader.ts";
import type { Track } from "./states.ts";
import { addStep } from "./steps.ts";
import { lockForWork } from "./take-part.ts";
import type { CaseWork } from "./work.ts";
import { type ReadParts, seeCase } from "./show-case.ts";

/** A question to several roles or persons at once (section 9.5). */
export interface NewConsultation {
  readonly track: Track;
  readonly question: string;
  readonly asked: readonly ({ readonly role: string } | { readonly person: string })[];
  readonly dueAt: string;
}

/** Asks for written opinions until a deadline, one of each role or person. Returns their ids, in this order. */
export async function askOpinions(
  work: CaseWork,
  by: Granted,
  id: string,
  { track: side, question, asked, dueAt }: NewConsultation,
): Promise<readonly string[]> {
  const { transaction, now, newId } = work;
  const { locked, track } = await lockForWork(work, by, id, side);
  if (Date.parse(dueAt) <= now.getTime())
    throw new ProbityError("PROBITY_E_CASE_CONDITION", "the deadline must be in the future");
  const persons = asked.flatMap((one) => ("person" in one ? [one.person] : []));
  await demandKnown(work, persons);
  await demandNoConflicts(work, locked.file.root, persons);
  const round = newId();
  const rows = asked.map((one) => ({
    id: newId(),
    case_id: id,
    track: track.track,
    round,
    question,
    asked_role: "role" in one ? one.role : null,
    asked_person: "person" in one ? one.person : null,
    asked_by: by.id,
    asked_at: now.toISOString(),
    due_at: new Date(dueAt).toISOString(),
  }));
  await transaction.db.insertInto("case_opinion").values(rows).execute();
  await note(work, { id, track: track.track, by: by.id, name: "opinion_asked", ref: round, text: question });
  return rows.map((row) => row.id);
}

/**
 * Gives an opinion: the person who was asked, or any holder of the role that was, once and for all. Late ones are taken, and the
 * time shows it. Throws `PROBITY_E_NOT_FOUND`, `PROBITY_E_CASE_ROLE`, `PROBITY_E_CASE_STATE`.
 */
export async function giveOpinion(
  work: CaseWork,
  by: Granted,
  { caseId, opinion: opinionId }: { readonly caseId: string; readonly opinion: string },
  text: string,
): Promise<void> {
  const { transaction, now, look } = work;
  const locked = await lockCase(transaction, caseId);
  const row = await transaction.db
    .selectFrom("case_opinion")
    .selectAll()
    .where("id", "=", opinionId)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  const seen = locked === undefined ? [] : await visibleTracks(transaction, by, locked, look);
  const track = seen.find((one) => one.track === row?.track);
  if (locked === undefined || row === undefined || track === undefined)
    throw new ProbityError("PROBITY_E_NOT_FOUND", `no opinion ${opinionId}`);
  const asked =
    row.asked_person === by.id ||
    (row.asked_role !== null &&
      (await hasRoleAt(transaction.db, by, [row.asked_role], unitsOf(locked.file, track))));
  if (!asked) throw new ProbityError("PROBITY_E_CASE_ROLE", "somebody else was asked for this opinion");
  if (row.opinion !== null) throw new ProbityError("PROBITY_E_CASE_STATE", "the opinion has been given");
  await transaction.db
    .updateTable("case_opinion")
    .set({ opinion: text, given_by: by.id, given_at: now.toISOString() })
    .where("id", "=", opinionId)
    .execute();
  await note(work, {
    id: caseId,
    track: track.track,
    by: by.id,
    name: "opinion_given",
    ref: opinionId,
    text,
  });
}

async function note(
  work: CaseWork,
  step: {
    readonly id: string;
    readonly track: Track;
    readonly by: string;
    readonly name: string;
    readonly ref: string;
    readonly text: string;
  },
): Promise<void> {
  const { id: caseId, track, by, name, ref, text } = step;
  const { n, hash } = await addStep(work.transaction, {
    caseId,
    track,
    kind: "opinion",
    name,
    at: work.now,
    by,
    text,
    details: { ref },
  });
  work.tell(changedEvent({ caseId, change: name, track, by, ref, step: n, hash }));
}

/** The opinions of a case, the oldest first, of the sides that the viewer sees. */
export async function listOpinions(
  parts: ReadParts,
  granted: Granted,
  id: string,
): Promise<readonly JsonObject[]> {
  const { sides } = await seeCase(parts, granted, id);
  const rows = await parts.store.db
    .selectFrom("case_opinion as o")
    .innerJoin("case_file as c", "c.id", "o.case_id")
    .selectAll("o")
    .where("c.root", "=", id)
    .where("o.track", "in", [...sides])
    .orderBy("o.asked_at")
    .orderBy("o.id")
    .limit(500)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    case: row.case_id,
    track: row.track,
    round: row.round,
    question: row.question,
    role: row.asked_role,
    person: row.asked_person,
    askedBy: row.asked_by,
    askedAt: row.asked_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    overdue: row.opinion === null && row.due_at < parts.now,
    opinion: row.opinion,
    givenBy: row.given_by,
    givenAt: row.given_at?.toISOString() ?? null,
  }));
}
