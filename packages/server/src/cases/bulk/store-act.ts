import { ProbityError } from "@probity/contracts";
import { fetchLimit, keyCursor, page, type PageQuery, readKeyCursor } from "../../ops/page.ts";
import type { Statement, Store, Transaction } from "../../store/index.ts";
import type { BulkAct, BulkItem } from "./act.ts";

/** Every column but the things. */
const columns =
  "id, kind, by_person, asked_at, starts_at, input, seen, total, state, done, refused, refusals, ended_at";

const lockNext: Statement = {
  name: "bulk-lock-next",
  text: `select ${columns} from bulk_act where ended_at is null and (state <> 'waiting' or starts_at <= $1::timestamptz)
    order by done, asked_at, id limit 1 for update skip locked`,
};

const lockOwn: Statement = {
  name: "bulk-lock",
  text: `select ${columns} from bulk_act where id = $1 and by_person = $2 for update`,
};

const findItems: Statement = { name: "bulk-items", text: "select items from bulk_act where id = $1" };

const saveAct: Statement = {
  name: "bulk-save",
  text: `update bulk_act set state = $2, done = $3, refused = $4, refusals = $5, ended_at = $6::timestamptz where id = $1`,
};

/** Locks the act that is least far and has something to do now; those that other servers are at are passed over. */
export async function lockNextAct(run: Pick<Transaction, "run">, now: Date): Promise<BulkAct | undefined> {
  const [act] = await run.run<BulkAct>(lockNext, [now.toISOString()]);
  return act;
}

/** Locks somebody's own act. Throws `PROBITY_E_NOT_FOUND`. */
export async function lockOwnAct(
  run: Pick<Transaction, "run">,
  id: string,
  person: string,
): Promise<BulkAct> {
  const [act] = await run.run<BulkAct>(lockOwn, [id, person]);
  if (act === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no act ${id}`);
  return act;
}

/** The things of an act; they never change. */
export async function itemsOf(run: Pick<Transaction, "run">, id: string): Promise<readonly BulkItem[]> {
  const [row] = await run.run<{ items: string }>(findItems, [id]);
  // Written by askBulk.
  const items = JSON.parse(row?.items ?? "[]") as readonly (readonly [string, number])[];
  return items.map(([one, version]) => ({ id: one, version }));
}

/** Stores how far a locked act is. */
export async function keepAct(
  run: Pick<Transaction, "run">,
  { id, state, done, refused, refusals, ended_at: end }: BulkAct,
): Promise<void> {
  await run.run(saveAct, [id, state, done, refused, refusals, end?.toISOString() ?? null]);
}

/** A page of somebody's own acts, the newest first. */
export async function listActs(
  { db }: Pick<Store, "db">,
  person: string,
  query: PageQuery,
): Promise<{ readonly acts: readonly BulkAct[]; readonly next?: string }> {
  let select = db.selectFrom("bulk_act").selectAll().where("by_person", "=", person);
  if (query.cursor !== undefined) {
    const { place, key } = readKeyCursor(query.cursor, 1);
    const [at, [id = ""]] = [new Date(place), key];
    select = select.where((eb) =>
      eb.or([eb("asked_at", "<", at), eb.and([eb("asked_at", "=", at), eb("id", "<", id)])]),
    );
  }
  const found = await select
    .orderBy("asked_at", "desc")
    .orderBy("id", "desc")
    .limit(fetchLimit(query))
    .execute();
  const { rows, ...next } = page(found, query, (row) => keyCursor(row.asked_at.getTime(), row.id));
  return { acts: rows, ...next };
}

/** Somebody's own act. Throws `PROBITY_E_NOT_FOUND`. */
export async function findAct({ db }: Pick<Store, "db">, id: string, person: string): Promise<BulkAct> {
  const row = await db
    .selectFrom("bulk_act")
    .selectAll()
    .where("id", "=", id)
    .where("by_person", "=", person)
    .executeTakeFirst();
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no act ${id}`);
  return row;
}
