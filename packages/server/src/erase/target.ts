import { ProbityError, readHeader } from "@probity/contracts";
import type { Statement, Store, Transaction } from "../store/index.ts";

/** What is to be erased: everything that was sent under one event id of one source. */
export interface Target {
  readonly source: string;
  readonly eventId: string;
}

/** How a request names it: by id, or by the position of any entry of it. */
export type Named = Target | { readonly position: number };

/** Resolves the name. Throws `PROBITY_E_NOT_FOUND` for a position beyond the end. */
export async function findTarget(store: Store, named: Named): Promise<Target> {
  if (!("position" in named)) return named;
  const row = await store.db
    .selectFrom("log")
    .innerJoin("log_stream", "log_stream.id", "log.stream")
    .select(["log.header", "log_stream.source"])
    .where("log.position", "=", named.position)
    .executeTakeFirst();
  const header = row === undefined ? undefined : readHeader(row.header);
  if (row === undefined || header === undefined)
    throw new ProbityError("PROBITY_E_NOT_FOUND", `nothing in the log at position ${named.position}`);
  return { source: row.source, eventId: header.id };
}

/** Entries after a position whose header has an id; headers are not indexed by it, so this reads a source's whole log. */
const findEntries: Statement = {
  name: "erase-entries",
  text: `select l.position from log l join log_stream s on s.id = l.stream
    where s.source = $1 and l.position > $2::bigint and strpos(l.header, $3) > 0 order by l.position`,
};

/** Positions of all entries of a target after a position: the first one, repetitions, and refused ones. */
export async function positionsOf(
  database: Pick<Store | Transaction, "run">,
  { source, eventId }: Target,
  after: number,
): Promise<readonly number[]> {
  // As every header is written: keys in one order, no spaces.
  const part = `,"id":${JSON.stringify(eventId)},"type":`;
  const rows = await database.run<{ position: number }>(findEntries, [source, after, part]);
  return rows.map(({ position }) => position);
}

/** The last position of the log. */
export async function headOf(store: Store): Promise<number> {
  const { next_position } = await store.db
    .selectFrom("log_head")
    .select("next_position")
    .where("id", "=", 1)
    .executeTakeFirstOrThrow();
  return next_position - 1;
}
