import { type Model, ProbityError, type Rule } from "@probity/contracts";
import { canonicalJson } from "@probity/engine";
import type { Store } from "../store/index.ts";

/** What {@link storeModels} found. */
export interface StoredModels {
  readonly added: readonly string[];
  /** `id@version` of models whose text differs from the stored one: the stored one stays in force (RU-5). */
  readonly changed: readonly string[];
}

/** Stores models that are new. A version is immutable: changed text under a stored version is not taken over. */
export async function storeModels(store: Store, models: readonly Model[], now: Date): Promise<StoredModels> {
  const stored = await readModels(store);
  const known = new Map(stored.map((model) => [nameOf(model), textOf(model)]));
  const fresh = models.filter((model) => !known.has(nameOf(model)));
  if (fresh.length > 0) {
    await store.db
      .insertInto("model")
      .values(
        fresh.map((model) => ({
          id: model.id,
          version: model.version,
          body: textOf(model),
          created_at: now.toISOString(),
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const changed = models.filter(
    (model) => known.has(nameOf(model)) && known.get(nameOf(model)) !== textOf(model),
  );
  return { added: fresh.map(nameOf), changed: changed.map(nameOf) };
}

/** The models in force: of each id the highest version, by id. */
export async function currentModels(store: Store): Promise<readonly Model[]> {
  const highest = new Map<string, Model>();
  for (const model of await readModels(store)) {
    const other = highest.get(model.id);
    if (other === undefined || compareVersions(model.version, other.version) > 0)
      highest.set(model.id, model);
  }
  return [...highest.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** What a reviewer is told about a rule beside its finding. */
export interface RuleText {
  readonly model: string;
  readonly point: Rule["point"];
  readonly explanation: Rule["explanation"];
  readonly basis: Rule["basis"];
}

/** The texts of a rule in one version; undefined when no stored model has it. */
export async function findRuleText(store: Store, id: string, version: string): Promise<RuleText | undefined> {
  for (const model of await readModels(store)) {
    const rule = model.rules.find((one) => one.id === id && one.version === version);
    if (rule === undefined) continue;
    const { point, explanation, basis } = rule;
    return { model: model.id, point, explanation, basis };
  }
  return undefined;
}

/** Rules, as `id@version`, that judge on the event alone: nothing of other events is in their findings. */
export async function eventOnlyRules(store: Store): Promise<ReadonlySet<string>> {
  const rules = (await readModels(store)).flatMap((model) => model.rules);
  return new Set(rules.filter(({ reads }) => reads === "event").map(nameOf));
}

async function readModels(store: Store): Promise<readonly Model[]> {
  const rows = await store.db.selectFrom("model").select("body").execute();
  // Stored by storeModels, from models that their loader validated.
  return rows.map(({ body }) => JSON.parse(body) as Model);
}

const nameOf = ({ id, version }: Pick<Model, "id" | "version">): string => `${id}@${version}`;

/** A model is JSON, read from YAML and validated. */
const textOf = (model: Model): string => canonicalJson(model);

function compareVersions(a: string, b: string): number {
  const [x, y] = [a, b].map((version) => version.split(".").map(Number));
  for (const index of [0, 1, 2]) {
    const difference = (x?.[index] ?? 0) - (y?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Throws `PROBITY_E_NOT_FOUND` for a source that is not registered. */
export async function requireSource(store: Store, source: string): Promise<void> {
  const row = await store.db.selectFrom("source").select("id").where("id", "=", source).executeTakeFirst();
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no source ${source}`);
}
