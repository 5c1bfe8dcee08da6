import type { Statement, Transaction } from "../store/index.ts";
import { armTimers, cancelTimers, type TimerHandler } from "../timers/index.ts";
import type { Book } from "./book.ts";
import { readBook } from "./read-book.ts";
import { lineOf } from "./tree.ts";

/** The timer of the next planned move: when it fires, the tree is the one of then. */
const timer = { kind: "org-tree", key: "next" };

/** Of the units that the book knows: each is under itself, so that it is in what is wanted. */
const dropOld: Statement = {
  name: "org-tree-drop",
  text: `delete from org_unit_tree t
    where t.descendant in (select d from json_to_recordset($1::json) as k(d text)) and not exists (
      select 1 from json_to_recordset($1::json) as n(a text, d text) where n.a = t.ancestor and n.d = t.descendant)`,
};

const addNew: Statement = {
  name: "org-tree-add",
  text: `insert into org_unit_tree (ancestor, descendant)
    select a, d from json_to_recordset($1::json) as n(a text, d text) on conflict do nothing`,
};

const lastChange = "(select coalesce(max(revision), 0) from org_unit_change)";

const noteMade: Statement = {
  name: "org-tree-made",
  text: `insert into org_tree_made (id, revision, until) values (1, ${lastChange}, $1::timestamptz)
    on conflict (id) do update set revision = excluded.revision, until = excluded.until`,
};

const findMade: Statement = {
  name: "org-tree-is-made",
  text: `select 1 from org_tree_made
    where id = 1 and revision = ${lastChange} and (until is null or until > $1::timestamptz)`,
};

/** Whether `org_unit_tree` is the tree of now, as {@link keepTree} makes it. */
export async function isTreeMade(transaction: Pick<Transaction, "run">, now: number): Promise<boolean> {
  return (await transaction.run(findMade, [new Date(now).toISOString()])).length > 0;
}

/**
 * Makes `org_unit_tree` the tree of now, for the scopes of roles, and arms the timer of the next planned move. A unit that
 * begins later is in it already, by where it begins; one that has ended stays where it was last.
 */
export async function keepTree(transaction: Transaction, book: Book, now: number): Promise<void> {
  const pairs = [...book.units.ids()].flatMap((unit) => {
    const [first] = book.units.changesOf(unit);
    const at = Math.max(now, first?.from ?? now);
    return lineOf(book, unit, at).map((above) => ({ a: above, d: unit }));
  });
  const rows = JSON.stringify(pairs);
  await transaction.run(dropOld, [rows]);
  await transaction.run(addNew, [rows]);
  const next = nextMove(book, now);
  if (next === undefined) await cancelTimers(transaction, [timer]);
  else await armTimers(transaction, [{ ...timer, dueAt: new Date(next), payload: {} }]);
  await transaction.run(noteMade, [next === undefined ? null : new Date(next).toISOString()]);
}

function nextMove(book: Book, now: number): number | undefined {
  let next: number | undefined;
  for (const unit of book.units.ids())
    for (const { from, patch } of book.units.changesOf(unit))
      if (from > now && patch.parent !== undefined && (next === undefined || from < next)) next = from;
  return next;
}

const holdHead: Statement = {
  name: "org-head-hold",
  text: "select revision from org_head where id = 1 for update",
};

const move: TimerHandler = async (transaction, _timers, now) => {
  await transaction.run(holdHead, []);
  await keepTree(transaction, await readBook(transaction), now.getTime());
};

/** The moves of the organisation that take effect by themselves. */
export const orgHandlers = (): ReadonlyMap<string, TimerHandler> => new Map([[timer.kind, move]]);
