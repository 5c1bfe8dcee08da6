import { ProbityError } from "@probity/contracts";
import type { Context } from "../context.ts";
import { loggingTransaction, ownSource } from "../log/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { readRelation, type RelationRow } from "./read-relation.ts";
import type { OriginatedRelation } from "./relation.ts";
import { addToLinks } from "./store-relations.ts";

/** How far an import came. */
export interface ImportState {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  /** Lines of the file that are done; the next batch begins behind it. */
  readonly line: number;
  readonly relations: number;
  readonly refused: number;
  readonly finishedAt: string | null;
}

/** A part of a file. */
export interface ImportBatch {
  /** The line up to which everything was sent before. */
  readonly after: number;
  /** The line up to which this is all. */
  readonly line: number;
  /** Lines in between that were refused before they were sent. */
  readonly refused: number;
  readonly rows: readonly (RelationRow & { readonly line: number })[];
}

/** What became of a batch. */
export interface BatchAnswer extends ImportState {
  /** Rows that were not understood; the others were taken. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

interface ImportRow extends Omit<ImportState, "finishedAt"> {
  readonly finished_at: Date | null;
}

const start: Statement = {
  name: "links-import-start",
  text: `insert into link_import (id, name, sha256, line, relations, refused, by, started_at)
    values ($1, $2, $3, 0, 0, 0, $4, $5::timestamptz) on conflict (sha256) do nothing`,
};

const columns = "id, name, sha256, line, relations, refused, finished_at";

const findByHash: Statement = {
  name: "links-import-find",
  text: `select ${columns} from link_import where sha256 = $1`,
};

const take: Statement = {
  name: "links-import-take",
  text: `select ${columns} from link_import where id = $1 for update`,
};

const advance: Statement = {
  name: "links-import-advance",
  text: `update link_import set line = $2::bigint, relations = relations + $3::bigint, refused = refused + $4::bigint
    where id = $1 returning ${columns}`,
};

const finish: Statement = {
  name: "links-import-finish",
  text: `update link_import set finished_at = $2::timestamptz where id = $1 returning ${columns}`,
};

const stateOf = ({ finished_at, ...row }: ImportRow): ImportState => ({
  ...row,
  finishedAt: finished_at?.toISOString() ?? null,
});

/** Begins the import of a file, or finds where it stopped: a file is known by the hash of its content. */
export async function startImport(
  { store, clock, newId }: Pick<Context, "store" | "clock" | "newId">,
  file: { readonly name: string; readonly sha256: string },
  by: string,
): Promise<ImportState> {
  const at = new Date(clock()).toISOString();
  await store.run(start, [newId(), file.name, file.sha256, by, at]);
  const [row] = await store.run<ImportRow>(findByHash, [file.sha256]);
  if (row === undefined) throw new Error("the import that was begun is not there");
  return stateOf(row);
}

/**
 * Takes one part of the file over, in one transaction with how far the import came: a part that is sent again changes
 * nothing. Throws `PROBITY_E_NOT_FOUND`, and `PROBITY_E_REQUEST` for a part that does not follow.
 */
export async function importBatch(
  { store, clock, config }: Pick<Context, "store" | "clock" | "config">,
  id: string,
  batch: ImportBatch,
): Promise<BatchAnswer> {
  return await store.transaction(async (transaction): Promise<BatchAnswer> => {
    const state = await takeImport(transaction, id);
    if (batch.line <= state.line && batch.after < state.line) return { ...state, problems: [] };
    if (batch.after !== state.line || batch.line <= batch.after || state.finishedAt !== null)
      throw new ProbityError("PROBITY_E_REQUEST", `the import continues behind line ${state.line}`);
    const problems: { line: number; message: string }[] = [];
    const relations: OriginatedRelation[] = [];
    for (const { line, ...row } of batch.rows) {
      const read = readRelation(row, config.timeZone);
      if ("problem" in read) problems.push({ line, message: read.problem });
      else {
        const origin = { source: row.provider ?? state.name, position: null, importId: id, line };
        relations.push({ ...read.relation, origin });
      }
    }
    await addToLinks(transaction, relations, new Date(clock()));
    const refused = batch.refused + problems.length;
    const rows = await transaction.run<ImportRow>(advance, [id, batch.line, relations.length, refused]);
    return { ...onlyRow(rows), problems };
  });
}

/** Ends an import and logs it, once. */
export async function endImport(
  { store, clock, log }: Pick<Context, "store" | "clock" | "log">,
  id: string,
  by: string,
): Promise<ImportState> {
  return await loggingTransaction(store, async (transaction) => {
    const state = await takeImport(transaction, id);
    if (state.finishedAt !== null) return state;
    const rows = await transaction.run<ImportRow>(finish, [id, new Date(clock()).toISOString()]);
    const { name, sha256, relations, refused } = state;
    const data = { import: { id, name, sha256, relations, refused, by } };
    await log.logServerEvents(transaction, ownSource, [{ type: "link.import.recorded", data }]);
    return onlyRow(rows);
  });
}

async function takeImport(transaction: Transaction, id: string): Promise<ImportState> {
  const [row] = await transaction.run<ImportRow>(take, [id]);
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no import ${id}`);
  return stateOf(row);
}

function onlyRow(rows: readonly ImportRow[]): ImportState {
  const [row] = rows;
  if (row === undefined) throw new Error("the import went while it was held");
  return stateOf(row);
}
