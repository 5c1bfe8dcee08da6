import type { Statement, Store, Transaction } from "../store/index.ts";
import { type Definitions, everySource, type StoredDefinition } from "./definitions.ts";
import { readEvent } from "./read-event.ts";
import { insertMade } from "./write-members.ts";

/** Entries of the log that one transaction looks at: the embedded database serves nobody else meanwhile. */
const chunkEntries = 500;
const chunkBytes = 2 * 1024 * 1024;

/**
 * Those that are not filled. Whoever else fills holds them; whoever changes members that the fill may be about to make waits
 * for it.
 */
const takeUnfilled: Statement = {
  name: "windows-take-unfilled",
  text: `select id, from_position, filled_to from window_definition
    where filled_to < from_position and state <> 'dropped' order by filled_to, id for update skip locked`,
};

interface Unfilled {
  readonly id: number;
  readonly from_position: number;
  readonly filled_to: number;
}

/** Stored events of some types and sources ($4: of all) between two positions, bounded by bytes but at least one. */
const readStored: Statement = {
  name: "windows-read-stored",
  text: `select position, source, id, type, subject, body, total > ${chunkBytes} as cut from (
      select l.position, e.source, e.id, e.type, e.subject, e.body,
        sum(length(e.body)) over (order by l.position) as running, sum(length(e.body)) over () as total,
        row_number() over (order by l.position) as n
      from (select position, event from log where position > $1::bigint and position <= $2::bigint and event is not null) l
      join event e on e.key = l.event
      where e.type = any($3::text[]) and ($4::boolean or e.source = any($5::text[])) and e.body <> ''
    ) chunk where n = 1 or running <= ${chunkBytes} order by position`,
};

const moveOn: Statement = {
  name: "windows-filled-to",
  text: "update window_definition set filled_to = $2::bigint where id = any($1::int[])",
};

/** What one chunk did. */
export interface FillOutcome {
  /** Entries of the log that were passed; 0 when there is nothing to fill or somebody else does. */
  readonly entries: number;
  /** Definitions that are complete now. */
  readonly completed: readonly number[];
}

/** Makes the members of one chunk of stored events, for those definitions that are furthest behind; goes on after a crash. */
export async function fillChunk(
  store: Store,
  definitions: Definitions,
  limit: number = chunkEntries,
): Promise<FillOutcome> {
  return await store.transaction(async (transaction) => {
    const unfilled = await transaction.run<Unfilled>(takeUnfilled, []);
    const start = unfilled[0]?.filled_to;
    if (start === undefined) return { entries: 0, completed: [] };
    const batch = unfilled.filter(({ filled_to }) => filled_to === start);
    const bounds = [
      start + limit,
      ...batch.map(({ from_position }) => from_position),
      ...unfilled.slice(batch.length).map(({ filled_to }) => filled_to),
    ];
    const ids = new Set(batch.map(({ id }) => id));
    const asked = (await definitions.list(transaction)).filter(({ id }) => ids.has(id));
    const end = await fillBetween(transaction, asked, { start, end: Math.min(...bounds) });
    await transaction.run(moveOn, [[...ids], end]);
    const completed = batch.filter(({ from_position }) => from_position <= end).map(({ id }) => id);
    return { entries: end - start, completed };
  });
}

async function fillBetween(
  transaction: Transaction,
  definitions: readonly StoredDefinition[],
  { start, end }: { readonly start: number; readonly end: number },
): Promise<number> {
  const types = [...new Set(definitions.flatMap((one) => [...one.types]))];
  const scopes = [...new Set(definitions.map(({ scope }) => scope))];
  const rows = await transaction.run<Parameters<typeof readEvent>[0] & { cut: boolean }>(readStored, [
    start,
    end,
    types,
    scopes.includes(everySource),
    scopes,
  ]);
  await insertMade(
    transaction,
    definitions,
    rows.flatMap((row) => readEvent(row) ?? []),
  );
  const last = rows.at(-1);
  return last?.cut === true ? last.position : end;
}
