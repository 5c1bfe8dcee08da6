import type { Model } from "@probity/contracts";
import type { Context } from "../context.ts";
import { fetchLimit, keyCursor, page, readKeyCursor } from "../ops/page.ts";
import { currentModels, modelsAt, readBindings } from "../rules/index.ts";
import type { Store } from "../store/index.ts";
import { type Figures, figuresOf } from "./figures.ts";
import { type Indicator, type IndicatorState, indicatorsOf } from "./indicator.ts";

/** By what indicators are looked for. */
export interface IndicatorFilter {
  readonly source?: string | undefined;
  readonly domain?: string | undefined;
  readonly state?: IndicatorState | undefined;
  /** Part of an id, of the rule's name in either language, of the owner's or the source's name. */
  readonly q?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** An indicator as its list shows it. */
export interface ShownIndicator extends Indicator, Figures {
  readonly ownerName: string | null;
}

type ListContext = Pick<Context, "store" | "types" | "clock">;
type Place = Pick<Indicator, "source" | "rule" | "binding">;

/** A page of what the sources that are not revoked have bound, by source, rule and binding. */
export async function listIndicators(
  { store, types, clock }: ListContext,
  filter: IndicatorFilter,
): Promise<{ readonly indicators: readonly ShownIndicator[]; readonly next?: string }> {
  const after = placeOf(filter.cursor);
  const models = await currentModels(store);
  const names = await personNames(store);
  const found: Indicator[] = [];
  for (const source of await sourcesFrom(store, filter.source, after?.source)) {
    const known = types.list(source.id).map(({ definition }) => definition);
    // oxlint-disable-next-line no-await-in-loop -- most pages end within the first source
    const here = await indicatorsAt(store, source, modelsAt(models, known), clock());
    found.push(...here.filter((one) => isAfter(one, after) && fits(one, filter, names)));
    if (found.length > filter.limit) break;
  }
  const { rows, ...next } = page(found.slice(0, fetchLimit(filter)), filter, ({ source, rule, binding }) =>
    keyCursor(0, source, rule, binding),
  );
  const figures = await figuresOf(store, rows, new Date(clock()));
  const indicators = rows.flatMap((row, index): readonly ShownIndicator[] => {
    const numbers = figures[index];
    const ownerName = row.owner === null ? null : (names.get(row.owner) ?? null);
    return numbers === undefined ? [] : [{ ...row, ownerName, ...numbers }];
  });
  return { indicators, ...next };
}

async function indicatorsAt(
  store: Store,
  source: { readonly id: string; readonly name: string },
  models: readonly Model[],
  now: number,
): Promise<readonly Indicator[]> {
  return indicatorsOf({ ...source, ...(await readBindings(store, source.id)) }, models, now);
}

function placeOf(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const [source = "", rule = "", binding = ""] = readKeyCursor(cursor, 3).key;
  return { source, rule, binding };
}

function isAfter(one: Indicator, after: Place | undefined): boolean {
  if (after === undefined || one.source !== after.source) return true;
  return one.rule > after.rule || (one.rule === after.rule && one.binding > after.binding);
}

function fits(
  one: Indicator,
  { domain, state, q }: IndicatorFilter,
  names: ReadonlyMap<string, string>,
): boolean {
  if (domain !== undefined && one.domain !== domain) return false;
  if (state !== undefined && one.state !== state) return false;
  if (q === undefined) return true;
  const { source, sourceName, rule, name, binding, owner } = one;
  const ownerName = owner === null ? "" : `${owner} ${names.get(owner) ?? ""}`;
  const words = [source, sourceName, rule, name["zh-CN"], name.en, binding, ownerName].join(" ");
  return words.toLowerCase().includes(q.toLowerCase());
}

const sourcesFrom = (
  { db }: Pick<Store, "db">,
  source: string | undefined,
  from: string | undefined,
): Promise<readonly { readonly id: string; readonly name: string }[]> => {
  let query = db.selectFrom("source").select(["id", "name"]).where("revoked_at", "is", null);
  if (source !== undefined) query = query.where("id", "=", source);
  if (from !== undefined) query = query.where("id", ">=", from);
  return query.orderBy("id").execute();
};

async function personNames({ db }: Pick<Store, "db">): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom("person").select(["id", "name"]).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
