import type { JsonObject } from "@probity/contracts";
import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { Viewer } from "../cases/index.ts";
import { fetchLimit, keyCursor, page, type PageQuery, readKeyCursor } from "../ops/page.ts";
import type { Store } from "../store/index.ts";
import { type ItemRow, viewItem } from "./item.ts";
import type { ItemState, ListKind } from "./kinds.ts";
import { itemsWithCases, seesItemSql } from "./sees-item.ts";

/** By which items of a list are looked for. */
export interface ItemFilter {
  /** Of which the viewer is the responsible person. */
  readonly mine?: boolean | undefined;
  /** With all units under it. */
  readonly unit?: string | undefined;
  readonly state?: ItemState | undefined;
  /** Past their due date and not done. */
  readonly overdue?: boolean | undefined;
  /** That were done late, or are late. */
  readonly late?: boolean | undefined;
  /** That repeat an earlier problem or relapsed. */
  readonly repeat?: boolean | undefined;
  readonly owner?: string | undefined;
  readonly case?: string | undefined;
  /** Of a measure its problem, of a look-back its measure. */
  readonly parent?: string | undefined;
}

const late = (today: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`coalesce(i.due_on < coalesce(i.done_on, ${today}) and i.state <> 'withdrawn', false)`;

const overdue = (today: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`coalesce(i.due_on < ${today} and i.state in ('open', 'asked'), false)`;

const repeated = sql<SqlBool>`(i.repeat_of is not null or i.relapses > 0)`;

function matches(kind: ListKind, filter: ItemFilter, viewer: Viewer, today: string): RawBuilder<SqlBool> {
  const { mine, unit, state, owner, parent } = filter;
  const parts: RawBuilder<SqlBool>[] = [seesItemSql(viewer)];
  if (mine === true) parts.push(sql<SqlBool>`i.owner = ${viewer.granted.id}`);
  if (owner !== undefined) parts.push(sql<SqlBool>`i.owner = ${owner}`);
  if (state !== undefined) parts.push(sql<SqlBool>`i.state = ${state}`);
  if (filter.overdue !== undefined) parts.push(sql<SqlBool>`${overdue(today)} = ${filter.overdue}::boolean`);
  if (filter.late !== undefined) parts.push(sql<SqlBool>`${late(today)} = ${filter.late}::boolean`);
  if (filter.repeat !== undefined) parts.push(sql<SqlBool>`${repeated} = ${filter.repeat}::boolean`);
  if (filter.case !== undefined) parts.push(sql<SqlBool>`i.case_id = ${filter.case}`);
  if (parent !== undefined) parts.push(sql<SqlBool>`i.parent = ${parent}`);
  if (unit !== undefined)
    parts.push(sql<SqlBool>`(i.unit = ${unit} or exists (select 1 from org_unit_tree u
      where u.ancestor = ${unit} and u.descendant = i.unit))`);
  return parts.reduce((all, one) => sql<SqlBool>`${all} and ${one}`, sql<SqlBool>`i.kind = ${kind}`);
}

/** A page of one of the lists, the newest first, of the items that the viewer may see. */
export async function listItems(
  { db }: Pick<Store, "db">,
  kind: ListKind,
  filter: ItemFilter & PageQuery,
  viewer: Viewer,
  today: string,
): Promise<{ readonly items: readonly JsonObject[]; readonly next?: string }> {
  const { rows: found } = await sql<ItemRow>`select i.* from ${itemsWithCases}
    where ${matches(kind, filter, viewer, today)} ${after(filter.cursor)}
    order by i.created_at desc, i.id desc limit ${fetchLimit(filter)}`.execute(db);
  const { rows, ...next } = page(found, filter, (row) => keyCursor(row.created_at.getTime(), row.id));
  return { items: rows.map((row) => viewItem(row, today)), ...next };
}

function after(cursor: string | undefined): RawBuilder<unknown> {
  if (cursor === undefined) return sql``;
  const { place, key } = readKeyCursor(cursor, 1);
  const moment = new Date(place).toISOString();
  return sql`and (i.created_at < ${moment}::timestamptz or (i.created_at = ${moment}::timestamptz and i.id < ${key[0] ?? ""}))`;
}

/** How many items of a list a filter finds, by state, and what counts against a unit in its appraisal. */
export interface ItemCounts {
  readonly total: number;
  readonly overdue: number;
  /** Late, whether done or not. */
  readonly late: number;
  readonly repeats: number;
  readonly sendBacks: number;
  readonly byState: Readonly<Record<string, number>>;
}

/** Counts what {@link listItems} lists, no more and no less. */
export async function countItems(
  { db }: Pick<Store, "db">,
  kind: ListKind,
  filter: ItemFilter,
  viewer: Viewer,
  today: string,
): Promise<ItemCounts> {
  const { rows } = await sql<{
    state: string;
    n: number;
    overdue: number;
    late: number;
    repeats: number;
    send_backs: number;
  }>`select i.state, count(*)::int as n, (count(*) filter (where ${overdue(today)}))::int as overdue,
      (count(*) filter (where ${late(today)}))::int as late, (count(*) filter (where ${repeated}))::int as repeats,
      sum(i.send_backs)::int as send_backs
    from ${itemsWithCases} where ${matches(kind, filter, viewer, today)} group by i.state`.execute(db);
  const sum = (of: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((all, row) => all + of(row), 0);
  return {
    total: sum(({ n }) => n),
    overdue: sum((row) => row.overdue),
    late: sum((row) => row.late),
    repeats: sum((row) => row.repeats),
    sendBacks: sum((row) => row.send_backs),
    byState: Object.fromEntries(rows.map(({ state, n }) => [state, n])),
  };
}
