import { ProbityError } from "@probity/contracts";
import { sql, type SqlBool } from "kysely";
import { type Granted, reaches, type Scope, scopeOf } from "../access/index.ts";
import type { Context } from "../context.ts";

/** What working with views needs. */
export type ViewContext = Pick<Context, "store" | "clock" | "newId">;

/** A view as its list shows it. */
export interface SavedView {
  readonly id: string;
  readonly screen: string;
  readonly name: string;
  /** What the list is filtered by, as its address has it. */
  readonly query: string;
  readonly owner: string;
  readonly own: boolean;
  /** Shared with whoever reads the list for this unit or one under it. */
  readonly unit: string | null;
  readonly place: number;
}

/** A view to be kept. */
export interface NewView {
  readonly screen: string;
  readonly name: string;
  readonly query: string;
  readonly unit?: string | undefined;
  /** Order among those of a person, smallest first. @defaultValue 0 */
  readonly place?: number | undefined;
}

/** Most views that one person keeps of one list, and most that are shown of it. */
const mostOwn = 50;
const mostShown = 200;

/** The views of a list: the own ones, and those that are shared with a unit in which the reader reads alerts, or above. */
export async function listViews(
  { store: { db } }: ViewContext,
  granted: Granted,
  screen: string,
): Promise<readonly SavedView[]> {
  const rows = await db
    .selectFrom("saved_view as v")
    .selectAll()
    .where("screen", "=", screen)
    .where("removed_at", "is", null)
    .where((eb) => eb.or([eb("owner", "=", granted.id), sharedWith(scopeOf(granted, "alert.read"))]))
    .orderBy(sql`(owner <> ${granted.id})`)
    .orderBy("place")
    .orderBy("name")
    .orderBy("id")
    .limit(mostShown)
    .execute();
  return rows.map(({ changed_at: _at, removed_at: _gone, ...row }) => ({
    ...row,
    own: row.owner === granted.id,
  }));
}

const sharedWith = (scope: Scope): ReturnType<typeof sql<SqlBool>> =>
  "everywhere" in scope
    ? sql<SqlBool>`v.unit is not null`
    : sql<SqlBool>`v.unit in (select ancestor from org_unit_tree where descendant = any(${[...scope.units]}::text[]))`;

/** Keeps a view. Throws `PROBITY_E_REQUEST` for one too many, `PROBITY_E_FORBIDDEN` where it is shared with a unit that the person does not reach. */
export async function addView(context: ViewContext, granted: Granted, view: NewView): Promise<SavedView> {
  const { store, clock, newId } = context;
  await demandReach(context, granted, view.unit);
  const { n } = await store.db
    .selectFrom("saved_view")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("owner", "=", granted.id)
    .where("screen", "=", view.screen)
    .where("removed_at", "is", null)
    .executeTakeFirstOrThrow();
  if (n >= mostOwn)
    throw new ProbityError("PROBITY_E_REQUEST", `there are ${mostOwn} views of this list; remove one first`);
  const { screen, name, query, unit = null, place = 0 } = view;
  const row = { id: newId(), screen, name, query, owner: granted.id, unit, place };
  await store.db
    .insertInto("saved_view")
    .values({ ...row, changed_at: new Date(clock()).toISOString() })
    .execute();
  return { ...row, own: true };
}

/** Changes one of the own views. Throws `PROBITY_E_NOT_FOUND`, and what {@link addView} throws for its unit. */
export async function changeView(
  context: ViewContext,
  granted: Granted,
  id: string,
  change: Omit<NewView, "screen">,
): Promise<void> {
  await demandReach(context, granted, change.unit);
  const { name, query, unit = null, place = 0 } = change;
  await update(context, granted, id, { name, query, unit, place });
}

/** Takes one of the own views away, also from those with whom it was shared. Throws `PROBITY_E_NOT_FOUND`. */
export async function removeView(context: ViewContext, granted: Granted, id: string): Promise<void> {
  await update(context, granted, id, { removed_at: new Date(context.clock()).toISOString() });
}

async function update(
  { store, clock }: ViewContext,
  { id: owner }: Granted,
  id: string,
  columns: object,
): Promise<void> {
  const done = await store.db
    .updateTable("saved_view")
    .set({ ...columns, changed_at: new Date(clock()).toISOString() })
    .where("id", "=", id)
    .where("owner", "=", owner)
    .where("removed_at", "is", null)
    .executeTakeFirstOrThrow();
  if (done.numUpdatedRows === 0n) throw new ProbityError("PROBITY_E_NOT_FOUND", `no view ${id} of your own`);
}

async function demandReach(
  { store }: ViewContext,
  granted: Granted,
  unit: string | undefined,
): Promise<void> {
  if (unit === undefined || (await reaches(store.db, scopeOf(granted, "alert.read"), unit))) return;
  throw new ProbityError("PROBITY_E_FORBIDDEN", "a view is shared within the own units");
}
