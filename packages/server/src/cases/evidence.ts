import { type JsonObject, ProbityError } from "@probity/contracts";
import type { Granted } from "../access/index.ts";
import { sha256Hex } from "../sha256.ts";
import type { Statement } from "../store/index.ts";
import { lockCase } from "./case.ts";
import { changedEvent } from "./events.ts";
import type { SentFile } from "./routes/file-transfer.ts";
import { dropFile, filePartsOf, storeFilePart } from "./files/file-parts.ts";
import { takeFile } from "./files/take-file.ts";
import { type ReadParts, seeCase } from "./show-case.ts";
import { endStates, type Track } from "./states.ts";
import { addStep } from "./steps.ts";
import { lockForWork } from "./take-part.ts";
import { type CaseParts, type CaseWork, workOnCases } from "./work.ts";

/** A file before it is read. */
export interface NewFile {
  readonly track: Track;
  readonly name: string;
  readonly text: string | undefined;
  readonly stream: AsyncIterable<Buffer>;
}

/** A note, or an event that shows something. */
export type NewNote =
  | { readonly kind: "note"; readonly track: Track; readonly text: string }
  | {
      readonly kind: "event";
      readonly track: Track;
      readonly text?: string | undefined;
      readonly source: string;
      readonly event: string;
    };

/** Evidence that was added. */
export interface AddedEvidence {
  readonly id: string;
  readonly sha256: string;
}

const emptyParts: Statement = {
  name: "evidence-empty",
  text: "update evidence_part set bytes = 0, data = '' where evidence = $1",
};

/**
 * Takes a file as evidence: typed by its content, bounded, stored part by part as it arrives, and only then part of the case, in
 * one transaction with its SHA-256 in the timeline and the log. What was cut off on its way leaves nothing.
 */
export async function addFile(
  parts: CaseParts,
  by: Granted,
  caseId: string,
  { track, name, text, stream }: NewFile,
): Promise<AddedEvidence> {
  const { store, newId } = parts;
  // Before anything is read: not everybody may send files.
  await workOnCases(parts, (work) => lockForWork(work, by, caseId, track));
  const id = newId();
  try {
    const file = await takeFile(name, stream, storeFilePart(store, id));
    await workOnCases(parts, async (work) => {
      await lockForWork(work, by, caseId, track);
      const { media, bytes, sha256 } = file;
      await save(work, by, { id, caseId, track, kind: "file", name, media, bytes, sha256, text });
    });
    return { id, sha256: file.sha256 };
  } catch (error) {
    await dropFile(store, id);
    throw error;
  }
}

/** Adds a note, or a link to an event of the log. Throws `PROBITY_E_NOT_FOUND` for an event that is not there. */
export async function addNote(
  work: CaseWork,
  by: Granted,
  caseId: string,
  note: NewNote,
): Promise<AddedEvidence> {
  await lockForWork(work, by, caseId, note.track);
  const id = work.newId();
  if (note.kind === "event") await demandEvent(work, note.source, note.event);
  const content =
    note.kind === "note" ? note.text : JSON.stringify([note.source, note.event, note.text ?? null]);
  const sha256 = sha256Hex(content);
  const event = note.kind === "event" ? { source: note.source, id: note.event } : undefined;
  await save(work, by, { id, caseId, track: note.track, kind: note.kind, sha256, text: note.text, event });
  return { id, sha256 };
}

async function demandEvent({ transaction }: CaseWork, source: string, id: string): Promise<void> {
  const row = await transaction.db
    .selectFrom("event")
    .select("key")
    .where("source", "=", source)
    .where("id", "=", id)
    .executeTakeFirst();
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no event ${id} of ${source}`);
}

interface Saved {
  readonly id: string;
  readonly caseId: string;
  readonly track: Track;
  readonly kind: "file" | "note" | "event";
  readonly sha256: string;
  readonly name?: string;
  readonly media?: string;
  readonly bytes?: number;
  readonly text?: string | undefined;
  readonly event?: { readonly source: string; readonly id: string } | undefined;
}

async function save(work: CaseWork, by: Granted, saved: Saved): Promise<void> {
  const { transaction, now } = work;
  const { id, caseId, track, kind, sha256, name, media, bytes, text, event } = saved;
  await transaction.db
    .insertInto("case_evidence")
    .values({
      id,
      case_id: caseId,
      track,
      kind,
      name: name ?? null,
      media: media ?? null,
      bytes: bytes ?? null,
      sha256,
      text: text ?? null,
      event_source: event?.source ?? null,
      event_id: event?.id ?? null,
      added_at: now.toISOString(),
      added_by: by.id,
      complete: true,
    })
    .execute();
  const step = await addStep(transaction, {
    caseId,
    track,
    kind: "evidence",
    name: "evidence_added",
    at: now,
    by: by.id,
    details: { evidence: id, kind, sha256 },
  });
  work.tell(
    changedEvent({ caseId, change: "evidence_added", track, by: by.id, ref: id, step: step.n, hash: sha256 }),
  );
}

/**
 * Withdraws evidence: its content goes, and what it was, who added and who withdrew it stays. Only whoever added it. Throws `PROBITY_E_CASE_STATE` for what is withdrawn already, and where the track is ended.
 */
export async function withdrawEvidence(
  work: CaseWork,
  by: Granted,
  { caseId, evidence }: { readonly caseId: string; readonly evidence: string },
  reason: string,
): Promise<void> {
  const { transaction, now } = work;
  const locked = await lockCase(transaction, caseId);
  const row = await transaction.db
    .selectFrom("case_evidence")
    .selectAll()
    .where("id", "=", evidence)
    .where("case_id", "=", caseId)
    .executeTakeFirst();
  if (locked === undefined || row === undefined)
    throw new ProbityError("PROBITY_E_NOT_FOUND", `no evidence ${evidence}`);
  const track = row.track === "integrity" ? "integrity" : "business";
  const { track: own } = await lockForWork(work, by, caseId, track);
  if (row.added_by !== by.id)
    throw new ProbityError("PROBITY_E_CASE_ROLE", "only whoever added it withdraws evidence");
  if (endStates.includes(own.state))
    throw new ProbityError("PROBITY_E_CASE_STATE", "what a case ended with stays", {
      errors: [{ path: "/state", message: own.state }],
    });
  if (row.withdrawn_at !== null) throw new ProbityError("PROBITY_E_CASE_STATE", "it is withdrawn already");
  await transaction.db
    .updateTable("case_evidence")
    .set({ withdrawn_at: now.toISOString(), withdrawn_by: by.id, withdrawal_reason: reason, text: null })
    .where("id", "=", evidence)
    .execute();
  await transaction.run(emptyParts, [evidence]);
  const { n, hash } = await addStep(transaction, {
    caseId,
    track,
    kind: "evidence",
    name: "evidence_withdrawn",
    at: now,
    by: by.id,
    text: reason,
    details: { evidence, sha256: row.sha256 },
  });
  work.tell(
    changedEvent({ caseId, change: "evidence_withdrawn", track, by: by.id, ref: evidence, step: n, hash }),
  );
}

/** The evidence of a case and of what was merged into it, of the sides that the viewer sees, with what was withdrawn. */
export async function listEvidence(
  parts: ReadParts,
  granted: Granted,
  id: string,
): Promise<readonly JsonObject[]> {
  const { sides } = await seeCase(parts, granted, id);
  const rows = await parts.store.db
    .selectFrom("case_evidence as e")
    .innerJoin("case_file as c", "c.id", "e.case_id")
    .selectAll("e")
    .where("c.root", "=", id)
    .where("e.track", "in", [...sides])
    .orderBy("e.added_at")
    .orderBy("e.id")
    .limit(1000)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    case: row.case_id,
    track: row.track,
    kind: row.kind,
    name: row.name,
    media: row.media,
    bytes: row.bytes,
    sha256: row.sha256,
    text: row.text,
    event: row.event_id === null ? null : { source: row.event_source, id: row.event_id },
    addedAt: row.added_at.toISOString(),
    addedBy: row.added_by,
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    withdrawnBy: row.withdrawn_by,
    withdrawalReason: row.withdrawal_reason,
  }));
}

/** Opens a file for somebody who sees its track, and logs that. Throws `PROBITY_E_NOT_FOUND` where there is none (any more). */
export async function openFile(
  parts: CaseParts & { readonly read: ReadParts },
  granted: Granted,
  id: string,
  evidence: string,
): Promise<SentFile> {
  const { sides } = await seeCase(parts.read, granted, id);
  const row = await parts.store.db
    .selectFrom("case_evidence as e")
    .innerJoin("case_file as c", "c.id", "e.case_id")
    .selectAll("e")
    .where("e.id", "=", evidence)
    .where("c.root", "=", id)
    .where("e.track", "in", [...sides])
    .where("e.withdrawn_at", "is", null)
    .executeTakeFirst();
  if (row === undefined || row.name === null || row.media === null || row.bytes === null)
    throw new ProbityError("PROBITY_E_NOT_FOUND", `no file ${evidence}`);
  await workOnCases(parts, (work) => {
    const change = {
      caseId: row.case_id,
      change: "evidence_read",
      by: granted.id,
      ref: evidence,
      hash: row.sha256,
    };
    work.tell(changedEvent(change));
    return Promise.resolve();
  });
  return { name: row.name, media: row.media, bytes: row.bytes, parts: filePartsOf(parts.store, evidence) };
}
