import {
  type Json,
  type Case,
  type EventType,
  type LocalizedText,
  type Model,
  ProbityError,
  type Rule,
} from "@probity/contracts";
import { canonicalJson } from "@probity/engine";
import { libraryId } from "../people/index.ts";
import { sha256Hex } from "../sha256.ts";
import type { Store, Transaction } from "../store/index.ts";
import { compareVersions } from "./compare-versions.ts";

/** A model that the product brings. Its cases are read only where it becomes a draft. */
export interface LibraryModel {
  readonly model: Model;
  readonly cases: readonly Case[];
}

/** What {@link storeModels} found, each as `id@version`. */
export interface StoredModels {
  /** New models: in force at once. */
  readonly added: readonly string[];
  /** New versions of models that are here: drafts, which two people release (CA-3). */
  readonly drafted: readonly { readonly id: string; readonly version: string; readonly digest: string }[];
  /** Models whose text differs from the stored one: the stored one stays (RU-5). */
  readonly changed: readonly string[];
}

interface StoredVersion {
  readonly id: string;
  readonly version: string;
  readonly state: string;
  readonly digest: string;
}

/** The digest of a model: SHA-256 (hex) of its canonical JSON. */
export const digestOf = (model: Model): string => sha256Hex(textOf(model));

/** A model is JSON, read from YAML or JSON and validated; its type says of a parameter's default only that there is one. */
export const textOf = (model: object): string => canonicalJson(model as Json);

/** Worked cases as they are stored. */
export function casesOf(cases: readonly Case[]): { readonly cases: string; readonly cases_digest: string } {
  const text = JSON.stringify(cases);
  return { cases: text, cases_digest: sha256Hex(text) };
}

const nameOf = ({ id, version }: Pick<Model, "id" | "version">): string => `${id}@${version}`;

/**
 * Stores models that are new. The first version of a model is in force at once; a newer version of one that is here is a
 * draft by `library`: four eyes also see what the product brings. A version is immutable: changed text under a stored
 * version is not taken over. `tell` logs the drafts, as the last act of the transaction; without it none is stored.
 */
export async function storeModels(
  store: Store,
  models: readonly LibraryModel[],
  now: Date,
  tell: ((transaction: Transaction, drafted: StoredModels["drafted"]) => Promise<void>) | undefined,
): Promise<StoredModels> {
  return await store.transaction(async (transaction) => {
    const { db } = transaction;
    await adoptOlder(transaction, now);
    const stored: readonly StoredVersion[] = await db
      .selectFrom("model_version")
      .select(["id", "version", "state", "digest"])
      .execute();
    const known = new Map(stored.map((row) => [nameOf(row), row]));
    const changed = models
      .map(({ model }) => model)
      .filter((model) => {
        const version = known.get(nameOf(model));
        return version !== undefined && version.digest !== digestOf(model);
      });
    const fresh = models.filter(({ model }) => !known.has(nameOf(model)) && isNewer(model, stored));
    const isKnown = new Set(stored.map(({ id }) => id));
    const versions = fresh.map((folder): NewVersion => {
      const { model } = folder;
      const state = isKnown.has(model.id) ? "draft" : "active";
      // Cases are most of the text and take long to read. Those of what is in force stay in the product.
      return { model, state, digest: digestOf(model), ...casesOf(state === "draft" ? folder.cases : []) };
    });
    const wanted = versions.filter(({ state }) => state === "active" || tell !== undefined);
    const inserted = await insertVersions(transaction, wanted, now);
    const added = inserted.filter(({ state }) => state === "active").map(({ model }) => nameOf(model));
    const drafted = inserted
      .filter(({ state }) => state === "draft")
      .map(({ model: { id, version }, digest }) => ({ id, version, digest }));
    if (drafted.length > 0) await tell?.(transaction, drafted);
    return { added, drafted, changed: changed.map(nameOf) };
  });
}

/** An older product on a newer database brings nothing. */
const isNewer = (model: Model, stored: readonly StoredVersion[]): boolean =>
  stored.every(
    ({ id, state, version }) =>
      id !== model.id ||
      state === "draft" ||
      state === "shadow" ||
      compareVersions(model.version, version) > 0,
  );

interface NewVersion {
  readonly model: Model;
  readonly state: "draft" | "active";
  readonly digest: string;
  readonly cases: string;
  readonly cases_digest: string;
}

/** Gives those that were inserted: another server that starts at the same moment may be faster. */
async function insertVersions(
  { db }: Transaction,
  versions: readonly NewVersion[],
  now: Date,
): Promise<readonly NewVersion[]> {
  if (versions.length === 0) return [];
  const at = now.toISOString();
  const rows = versions.map(({ model, ...rest }) => {
    const { id, version } = model;
    const times = { created_at: at, changed_at: at };
    return { id, version, body: textOf(model), ...rest, ...libraryRow, ...times };
  });
  const inserted = await db
    .insertInto("model_version")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning(["id", "version"])
    .execute();
  const names = new Set(inserted.map(nameOf));
  const found = versions.filter(({ model }) => names.has(nameOf(model)));
  if (found.length === 0) return found;
  const steps = found.map(({ model: { id, version }, state, digest }) => {
    const step = state === "draft" ? "draft" : "release";
    return { model: id, version, n: 1, step, state, digest, by: libraryId, ...noDetails, at };
  });
  await db.insertInto("model_step").values(steps).execute();
  return found;
}

const libraryRow = { author: libraryId, retiring_by: null, shadow_from: null } as const;

const noDetails = { with_person: null, reason: null, details: null } as const;

/** Takes over the models of a database or journal that knew no life of versions: the highest is in force. */
async function adoptOlder({ db }: Transaction, now: Date): Promise<void> {
  const rows = await db
    .selectFrom("model")
    .select(["id", "version", "body", "created_at"])
    .where("id", "not in", db.selectFrom("model_version").select("id"))
    .execute();
  const highest = new Map<string, string>();
  for (const { id, version } of rows) {
    const other = highest.get(id);
    if (other === undefined || compareVersions(version, other) > 0) highest.set(id, version);
  }
  for (const { id, version, body, created_at } of rows) {
    const state = highest.get(id) === version ? "active" : "superseded";
    const at = created_at.toISOString();
    const digest = sha256Hex(body);
    const row = { id, version, state, digest, body, ...casesOf([]), ...libraryRow };
    await db
      .insertInto("model_version")
      .values({ ...row, retiring_by: null, shadow_from: null, created_at: at, changed_at: now.toISOString() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await db
      .insertInto("model_step")
      .values({ model: id, version, n: 1, step: "release", state, digest, by: libraryId, ...noDetails, at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** The models in force, by id. */
export async function currentModels(store: Pick<Store, "db">): Promise<readonly Model[]> {
  const rows = await store.db
    .selectFrom("model_version")
    .select("body")
    .where("state", "=", "active")
    .orderBy("id")
    .execute();
  return rows.map(modelOf);
}

/**
 * The models as a source can be asked about them: without rules none of whose decision points is a type that it may send.
 */
export function modelsAt(models: readonly Model[], types: readonly EventType[]): readonly Model[] {
  const known = new Set(types.map(({ type }) => type));
  return models.flatMap((model) => {
    const rules = model.rules.filter(({ at }) => at.some((type) => known.has(type)));
    return rules.length === 0 ? [] : [{ ...model, rules }];
  });
}

/** What a reviewer is told about a rule beside its finding. */
export interface RuleText {
  readonly model: string;
  readonly point: Rule["point"];
  readonly explanation: Rule["explanation"];
  readonly basis: Rule["basis"];
  /** What its parameters are called, and in which unit they are. */
  readonly params: readonly RuleParam[];
}

/** A parameter of a rule as people read it. */
interface RuleParam {
  readonly name: string;
  readonly description: LocalizedText;
  readonly unit: string | null;
}

/** The texts of a rule in one version; undefined when no version of its model that was ever in force has it. */
export async function findRuleText(store: Store, id: string, version: string): Promise<RuleText | undefined> {
  const found = await findRule(store, id, version);
  if (found === undefined) return undefined;
  const { point, explanation, basis, params = {} } = found.rule;
  const named = Object.entries(params).map(([name, { description, unit = null }]) => ({
    name,
    description,
    unit,
  }));
  return { model: found.model, point, explanation, basis, params: named };
}

/** What a hit of a rule counts as, in one version; undefined where {@link findRuleText} is. */
export async function findRuleFacts(
  store: Store,
  id: string,
  version: string,
): Promise<Pick<Rule, "level" | "class"> | undefined> {
  return (await findRule(store, id, version))?.rule;
}

async function findRule(
  store: Store,
  id: string,
  version: string,
): Promise<{ readonly model: string; readonly rule: Rule } | undefined> {
  const rows = await store.db
    .selectFrom("model_version")
    .select("body")
    // The id of a rule is that of its model and a number.
    .where("id", "=", id.slice(0, id.lastIndexOf("-")))
    .where("state", "in", ["active", "superseded", "retired"])
    .execute();
  for (const model of rows.map(modelOf)) {
    const rule = model.rules.find((one) => one.id === id && one.version === version);
    if (rule !== undefined) return { model: model.id, rule };
  }
  return undefined;
}

/** Rules, as `id@version`, that judge on the event alone: nothing of other events is in their findings. */
export async function eventOnlyRules(store: Store): Promise<ReadonlySet<string>> {
  const rows = await store.db
    .selectFrom("model_version")
    .select("body")
    .where("state", "in", ["active", "superseded", "retired"])
    .execute();
  const rules = rows.map(modelOf).flatMap((model) => model.rules);
  return new Set(
    rules
      .filter(
        ({ reads, features, deadline }) =>
          reads === "event" && features === undefined && deadline === undefined,
      )
      .map(nameOf),
  );
}

/** Stored by this server, from models that were validated. */
const modelOf = ({ body }: { readonly body: string }): Model => JSON.parse(body) as Model;

/** Throws `PROBITY_E_NOT_FOUND` for a source that is not registered. */
export async function requireSource(store: Store, source: string): Promise<void> {
  const row = await store.db.selectFrom("source").select("id").where("id", "=", source).executeTakeFirst();
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no source ${source}`);
}
