import { ProbityError } from "@probity/contracts";
import type { Granted } from "../access/index.ts";
import {
  type CaseParts,
  type CaseWork,
  dropFile,
  filePartsOf,
  type SentFile,
  storeFilePart,
  takeFile,
  type Viewer,
  workOnCases,
} from "../cases/index.ts";
import { changeItem } from "./change-item.ts";
import type { ListKind } from "./kinds.ts";
import { demandFor, type LockedItem, lockItem, wrongState } from "./lock-item.ts";
import { seeItem } from "./show-item.ts";

/** A file that is to prove something. */
export interface NewProof {
  readonly name: string;
  readonly stream: AsyncIterable<Buffer>;
}

async function lockForProof(work: CaseWork, by: Granted, kind: ListKind, id: string): Promise<LockedItem> {
  const found = await lockItem(work, by, { id, kind });
  await demandFor(work, by, "rectification.report", found);
  if (found.item.state !== "open") throw wrongState(found.item, "proof is added while the item is open");
  return found;
}

/**
 * Takes a file as proof of an item, as evidence of cases is taken: typed by its content, bounded, stored part by part, and only
 * then part of the item, in one transaction with its SHA-256 in the history and the log. What was cut off leaves nothing.
 */
export async function addProof(
  parts: CaseParts,
  by: Granted,
  { kind, id }: { readonly kind: ListKind; readonly id: string },
  { name, stream }: NewProof,
): Promise<{ readonly id: string; readonly sha256: string; readonly version: number }> {
  // Before anything is read: not everybody may send files.
  await workOnCases(parts, (work) => lockForProof(work, by, kind, id));
  const proof = parts.newId();
  try {
    const { media, bytes, sha256 } = await takeFile(name, stream, storeFilePart(parts.store, proof));
    return await workOnCases(parts, async (work) => {
      const { item } = await lockForProof(work, by, kind, id);
      const at = work.now.toISOString();
      await work.transaction.db
        .insertInto("list_proof")
        .values({ id: proof, item: id, name, media, bytes, sha256, added_at: at, added_by: by.id })
        .execute();
      const details = { proof, sha256 };
      const { version } = await changeItem(
        work,
        item,
        {},
        { name: "proof_added", by: by.id, details, hash: sha256 },
      );
      return { id: proof, sha256, version };
    });
  } catch (error) {
    await dropFile(parts.store, proof);
    throw error;
  }
}

/** Opens the file of an item that the viewer sees, and logs that. Throws `PROBITY_E_NOT_FOUND`. */
export async function openProof(
  parts: CaseParts,
  viewer: Viewer,
  { kind, id }: { readonly kind: ListKind; readonly id: string },
  proof: string,
): Promise<SentFile> {
  const item = await seeItem(parts.store, kind, id, viewer);
  const row = await parts.store.db
    .selectFrom("list_proof")
    .selectAll()
    .where("id", "=", proof)
    .where("item", "=", id)
    .executeTakeFirst();
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no file ${proof}`);
  await workOnCases(parts, (work) => {
    const read = {
      id,
      kind,
      change: "proof_read",
      version: item.version,
      by: viewer.granted.id,
      hash: row.sha256,
    };
    const about = item.case_id === null ? {} : { case: item.case_id };
    work.tell({ type: "rectification.item.changed", data: { item: { ...read, ...about } } });
    return Promise.resolve();
  });
  const { name, media, bytes } = row;
  return { name, media, bytes, parts: filePartsOf(parts.store, proof) };
}
