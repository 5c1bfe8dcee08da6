import type { Json, JsonObject } from "@probity/contracts";
import { loggingTransaction, ownSource } from "../log/index.ts";
import { entryEvent, textsOf } from "../org/index.ts";
import { isPlain } from "../plain-text.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { ScimError } from "./error.ts";
import type { Filter } from "./filter.ts";
import { isJsonObject } from "./json.ts";
import type { Page, ScimContext } from "./users.ts";

/** A group as it is stored. */
export interface StoredGroup {
  readonly id: string;
  readonly display_name: string;
  readonly external_id: string | null;
  /** JSON: ids of people. */
  readonly members: string;
  readonly created_at: Date;
  readonly changed_at: Date;
}

/** A group as it was sent. */
export interface ScimGroup {
  readonly displayName: string;
  readonly externalId: string | null;
  readonly members: readonly string[];
}

const maxMembers = 10_000;
const columns = "id, display_name, external_id, members, created_at, changed_at";
const fits = `removed_at is null and ($1::text is null or id = $1) and ($2::text is null or lower(display_name) = lower($2))
    and ($3::text is null or external_id = $3)`;
const count: Statement = {
  name: "scim-groups-count",
  text: `select count(*)::int as total from org_group where ${fits}`,
};
const page: Statement = {
  name: "scim-groups",
  text: `select ${columns} from org_group where ${fits} order by id limit $4 offset $5`,
};
const put: Statement = {
  name: "scim-put-group",
  text: `insert into org_group (id, display_name, external_id, members, created_at, changed_at)
    values ($1, $2, $3, $4, $5::timestamptz, $5::timestamptz)
    on conflict (id) do update set display_name = excluded.display_name, external_id = excluded.external_id,
      members = excluded.members, changed_at = excluded.changed_at`,
};
const remove: Statement = {
  name: "scim-remove-group",
  text: "update org_group set removed_at = $2::timestamptz, changed_at = $2::timestamptz where id = $1 and removed_at is null",
};
const known: Statement = { name: "scim-members", text: "select id from person where id = any($1::text[])" };
const lock: Statement = {
  name: "scim-groups-lock",
  text: "select revision from org_head where id = 1 for update",
};

/** Reads a group. Throws `invalidValue`. */
export function readGroup(document: JsonObject): ScimGroup {
  const text = (name: string): string | null => {
    const value = document[name];
    if (value === undefined || value === null || value === "") return null;
    if (typeof value === "string" && value.length <= 200 && isPlain(value)) return value;
    throw new ScimError(400, `${name} must be a text of at most 200 characters`, "invalidValue");
  };
  const displayName = text("displayName");
  if (displayName === null) throw new ScimError(400, "displayName is required", "invalidValue");
  return { displayName, externalId: text("externalId"), members: membersOf(document["members"]) };
}

function membersOf(value: Json | undefined): readonly string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.length > maxMembers)
    throw new ScimError(400, `members must be a list of at most ${maxMembers}`, "invalidValue");
  const ids = value.map((item: Json) => {
    const id = isJsonObject(item) ? item["value"] : item;
    if (typeof id === "string" && id.length <= 100 && isPlain(id)) return id;
    throw new ScimError(400, "a member is named by its value", "invalidValue");
  });
  return [...new Set(ids)];
}

/** A page of groups by id. */
export async function listGroups(
  { store }: Pick<ScimContext, "store">,
  filter: Filter | undefined,
  { start, count: most }: { readonly start: number; readonly count: number },
): Promise<Page<StoredGroup>> {
  const values = ["id", "displayname", "externalid"].map((name) =>
    filter?.attribute === name ? filter.value : null,
  );
  const [row] = await store.run<{ total: number }>(count, values);
  const found = most === 0 ? [] : await store.run<StoredGroup>(page, [...values, most, start - 1]);
  return { total: row?.total ?? 0, found };
}

/** A group. Throws 404. */
export async function getGroup(runs: Pick<Transaction, "run">, id: string): Promise<StoredGroup> {
  const [row] = await runs.run<StoredGroup>(page, [id, null, null, 1, 0]);
  if (row === undefined) throw new ScimError(404, `no group ${id.slice(0, 100)}`);
  return row;
}

/** Stores what `change` makes of a group; a new one without an id. Throws 409 for a name that another group has. */
export async function putGroup(
  { store, log, clock, newId }: ScimContext,
  id: string | undefined,
  change: (before: StoredGroup | undefined) => ScimGroup,
  by: string,
): Promise<StoredGroup> {
  return await loggingTransaction(store, async (transaction) => {
    await transaction.run(lock, []);
    const before = id === undefined ? undefined : await getGroup(transaction, id);
    const group = change(before);
    if (group.members.includes(by) && !textsOf(before?.members ?? "[]").includes(by))
      throw new ScimError(403, "nobody puts themselves into a group: it may have roles");
    await demand(transaction, group, id);
    const stored = id ?? newId();
    const members = JSON.stringify(group.members);
    const at = new Date(clock()).toISOString();
    await transaction.run(put, [stored, group.displayName, group.externalId, members, at]);
    const after = await getGroup(transaction, stored);
    const did = before === undefined ? ("added" as const) : ("changed" as const);
    const fields = before?.members === members ? [] : ["members"];
    await log.logServerEvents(transaction, ownSource, [
      entryEvent({ kind: "group", id: stored, change: did, fields }, by),
    ]);
    return after;
  });
}

async function demand(transaction: Transaction, group: ScimGroup, id: string | undefined): Promise<void> {
  const same = await transaction.run<StoredGroup>(page, [null, group.displayName, null, 2, 0]);
  if (same.some((other) => other.id !== id))
    throw new ScimError(409, "another group has this displayName", "uniqueness");
  const found = await transaction.run<{ id: string }>(known, [group.members]);
  if (found.length === group.members.length) return;
  const ids = new Set(found.map((one) => one.id));
  const missing = group.members.find((member) => !ids.has(member)) ?? "";
  throw new ScimError(400, `no user ${missing}`, "invalidValue");
}

/** Ends a group. Throws 404. */
export async function deleteGroup({ store, log, clock }: ScimContext, id: string, by: string): Promise<void> {
  await loggingTransaction(store, async (transaction) => {
    await getGroup(transaction, id);
    await transaction.run(remove, [id, new Date(clock()).toISOString()]);
    const entry = entryEvent({ kind: "group", id, change: "removed", fields: [] }, by);
    await log.logServerEvents(transaction, ownSource, [entry]);
  });
}
