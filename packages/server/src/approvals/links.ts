import { randomBytes } from "node:crypto";
import { sha256 } from "../sha256.ts";
import type { Statement, Store, Transaction } from "../store/index.ts";
import type { StoredApproval } from "./approval.ts";

/** Where the pages of approvers are. */
export const pagePrefix = "/approve";

/** A request that is repeated gets new links; the older ones stay. There are no more than these for one person. */
const maxLinks = 5;

const count: Statement = {
  name: "approval-links-count",
  text: "select person, count(*)::int as links from approval_link where approval = $1 group by person",
};

const insert: Statement = {
  name: "approval-links-insert",
  text: `insert into approval_link (sha256, approval, person, created_at)
    select decode(sha256, 'hex'), approval, person, created_at
    from json_to_recordset($1::json) as t(sha256 text, approval text, person text, created_at timestamptz)`,
};

const find: Statement = {
  name: "approval-link-find",
  text: `select a.*, l.person from approval_link l join approval a on a.id = l.approval where l.sha256 = $1`,
};

/**
 * Makes a link of its own for each person: a path with 256 bits of randomness, of which only the hash is stored. None for a
 * person who has had five.
 */
export async function makeLinks(
  transaction: Transaction,
  approval: string,
  persons: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, string>> {
  const rows = await transaction.run<{ person: string; links: number }>(count, [approval]);
  const had = new Map(rows.map(({ person, links }) => [person, links]));
  const made = persons
    .filter((person) => (had.get(person) ?? 0) < maxLinks)
    .map((person) => ({ person, token: randomBytes(32).toString("base64url") }));
  if (made.length === 0) return new Map();
  const stored = made.map(({ person, token }) => ({
    sha256: sha256(token).toString("hex"),
    approval,
    person,
    created_at: now.toISOString(),
  }));
  await transaction.run(insert, [JSON.stringify(stored)]);
  return new Map(made.map(({ person, token }) => [person, `${pagePrefix}/${token}`]));
}

/** What a link leads to. */
export type Linked = StoredApproval & { readonly person: string };

/** The request and the person of a link; undefined for a text that is none. */
export async function findLinked(store: Pick<Store, "run">, token: string): Promise<Linked | undefined> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined;
  return (await store.run<Linked>(find, [sha256(token)]))[0];
}
