import { type NewNotice, notify } from "../notify/index.ts";
import type { Statement, Store, Transaction } from "../store/index.ts";
import { daysAfter, type ItemRow } from "./item.ts";
import type { ListKind } from "./kinds.ts";

/** Lists whose items are somebody's work: a problem is worked on by its measures, and nobody owns a look-back. */
const worked: readonly ListKind[] = ["task", "responsibility", "rectification", "report"];

/** Days before the due date from which on the owner is reminded. */
const soonDays = 7;
/** Whoever is so late has been told. */
const lateDays = 60;

type Told = Pick<ItemRow, "id" | "kind">;

const noticeOf = (
  kind: "item.assigned" | "item.due" | "item.overdue" | "item.returned",
  { id, kind: list }: Told,
  to: readonly (string | null)[],
  turn: string,
): NewNotice => ({
  to: to.filter((person) => person !== null),
  kind,
  data: { item: id, due: turn },
  link: `/lists/${list}/${encodeURIComponent(id)}`,
  dedupe: `${kind}:${id}:${turn}`,
});

/** Where work is being done on lists. */
interface Working {
  readonly transaction: Pick<Transaction, "run">;
  readonly now: Date;
}

/** Tells the owner of an item that it is theirs, unless they said so themselves. */
export async function tellOwner(
  { transaction, now }: Working,
  item: Told & { readonly owner: string | null; readonly version: number },
  by: string,
): Promise<void> {
  if (item.owner === null || item.owner === by || !worked.includes(item.kind)) return;
  await notify(transaction, [noticeOf("item.assigned", item, [item.owner], String(item.version))], now);
}

/** Tells the owner of a measure, and whoever asked for its sign-off, that it was sent back. */
export async function tellReturned({ transaction, now }: Working, item: ItemRow): Promise<void> {
  const to = [item.owner, item.asked_by];
  await notify(transaction, [noticeOf("item.returned", item, to, String(item.send_backs + 1))], now);
}

const dueItems: Statement = {
  name: "item-due",
  text: `select id, kind, owner, due_on, created_by from list_item
    where state in ('open', 'asked') and kind = any($1::text[]) and owner is not null
      and due_on between $2 and $3 and id > $4 order by id limit 500`,
};

interface DueItem extends Told {
  readonly owner: string;
  readonly due_on: string;
  readonly created_by: string;
}

/**
 * Reminds owners of items that are due within a week, and tells them, and whoever gave the work, of those that are overdue;
 * each once for a due date. A repetition changes nothing.
 */
export async function remindOwners(store: Store, day: string, now: Date): Promise<void> {
  const [first, last] = [daysAfter(day, -lateDays), daysAfter(day, soonDays)];
  let after = "";
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- page by page
    const rows = await store.run<DueItem>(dueItems, [worked, first, last, after]);
    const notices = rows.map((row) =>
      row.due_on < day
        ? noticeOf("item.overdue", row, [row.owner, row.created_by], row.due_on)
        : noticeOf("item.due", row, [row.owner], row.due_on),
    );
    // oxlint-disable-next-line no-await-in-loop
    await store.transaction((transaction) => notify(transaction, notices, now));
    const next = rows.at(-1)?.id;
    if (rows.length < 500 || next === undefined) return;
    after = next;
  }
}
