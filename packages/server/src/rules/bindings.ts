import { type Binding, type BindingsFile, type Json, type Model, ProbityError } from "@probity/contracts";
import { canonicalJson } from "@probity/engine";
import type { ServerEvent } from "../log/index.ts";
import { sha256Hex } from "../sha256.ts";
import type { Store, Transaction } from "../store/index.ts";
import { currentModels, requireSource } from "./library.ts";

/** The bindings of a source as put there; version 0 and empty when none ever were. */
export interface BindingSet {
  readonly version: number;
  readonly file: BindingsFile;
}

/** Reads the bindings in force. */
export async function readBindings(store: Pick<Store, "db">, source: string): Promise<BindingSet> {
  const row = await store.db
    .selectFrom("binding_set")
    .select(["version", "body"])
    .where("source", "=", source)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  // Stored by putBindings after validation.
  return row === undefined
    ? { version: 0, file: { bindings: [] } }
    : { version: row.version, file: JSON.parse(row.body) as BindingsFile };
}

/** Who changes bindings, and when. */
export interface BindingChange {
  readonly by: string;
  /** Who agreed; absent while the server is set up by one. */
  readonly with?: string | undefined;
  /** Version that the change was made against; another one in force refuses it. */
  readonly base?: number | undefined;
  readonly now: Date;
}

/** Throws `PROBITY_E_BINDINGS` when bindings name what does not exist, and what a release with them would end in. */
export async function checkBindings(
  store: Store,
  source: string,
  file: BindingsFile,
  bundles: { check(source: string, file: BindingsFile): Promise<void> },
): Promise<void> {
  await requireSource(store, source);
  const errors = [
    ...bindingProblems(file, source, await currentModels(store)),
    ...(await ownerProblems(store, file)),
  ];
  if (errors.length > 0) throw new ProbityError("PROBITY_E_BINDINGS", `bindings of ${source}`, { errors });
  await bundles.check(source, file);
}

/**
 * Puts checked bindings in force as a new version, in the caller's transaction, and gives the event to be logged as its
 * last act (LO-7). Throws `PROBITY_E_REQUEST_STATE` when they were made against another version than the one in force.
 */
export async function applyBindings(
  { db }: Transaction,
  source: string,
  file: BindingsFile,
  change: BindingChange,
): Promise<{ readonly version: number; readonly event: ServerEvent }> {
  await db.selectFrom("source").select("id").where("id", "=", source).forUpdate().execute();
  const { last } = await db
    .selectFrom("binding_set")
    .select((eb) => eb.fn.coalesce(eb.fn.max("version"), eb.lit(0)).as("last"))
    .where("source", "=", source)
    .executeTakeFirstOrThrow();
  demandBase(change.base, last);
  const version = last + 1;
  const body = JSON.stringify(file);
  await db
    .insertInto("binding_set")
    .values({ source, version, body, created_at: change.now.toISOString() })
    .execute();
  // A bindings file is JSON.
  const digest = sha256Hex(canonicalJson(JSON.parse(body) as Json));
  const second = change.with === undefined ? {} : { with: change.with };
  const bindings = { source, version, digest, by: change.by, ...second };
  return { version, event: { type: "binding.set.applied", data: { bindings } } };
}

/** Throws `PROBITY_E_REQUEST_STATE` where bindings were made from another version than the one in force. */
export function demandBase(base: number | undefined, inForce: number): void {
  if (base !== undefined && base !== inForce)
    throw new ProbityError(
      "PROBITY_E_REQUEST_STATE",
      `made against version ${base} of the bindings; ${inForce} is in force`,
    );
}

/**
 * Every rule is evaluated at every source: what the file does not bind is bound as `observe` (RU-4), so that a new rule
 * shows its results before anybody decides what it does. What the file binds of models that are no longer in force is
 * left out.
 */
export function completeBindings(
  file: BindingsFile,
  source: string,
  models: readonly Model[],
): readonly Binding[] {
  const known = new Set(models.flatMap(({ rules }) => rules.map(({ id }) => id)));
  const bindings = file.bindings.filter(({ rule }) => known.has(rule));
  const bound = new Set(bindings.map(({ rule }) => rule));
  const observed = models
    .flatMap(({ rules }) => rules)
    .filter(({ id }) => !bound.has(id))
    .map(({ id }): Binding => ({ id: `observe.${id}`, rule: id, source, action: "observe" }));
  return [...bindings, ...observed];
}

function bindingProblems(
  file: BindingsFile,
  source: string,
  models: readonly Model[],
): readonly { readonly path: string; readonly message: string }[] {
  const rules = new Set(models.flatMap(({ rules: list }) => list.map(({ id }) => id)));
  const ids = new Set<string>();
  const errors = file.bindings.flatMap((binding, index) => {
    const at = `/bindings/${index}`;
    const found = [];
    if (!rules.has(binding.rule))
      found.push({ path: `${at}/rule`, message: `${binding.rule} is not a known rule` });
    if (ids.has(binding.id)) found.push({ path: `${at}/id`, message: `${binding.id} is used twice` });
    if (binding.source !== "*" && binding.source !== source) {
      found.push({ path: `${at}/source`, message: `is ${binding.source}, not ${source} or *` });
    }
    ids.add(binding.id);
    return found;
  });
  const params = (file.params ?? []).flatMap(({ rule }, index) =>
    rules.has(rule) ? [] : [{ path: `/params/${index}/rule`, message: `${rule} is not a known rule` }],
  );
  return [...errors, ...params];
}

/** Who answers for a binding has to be somebody here. */
async function ownerProblems(
  { db }: Pick<Store, "db">,
  { bindings }: BindingsFile,
): Promise<ReturnType<typeof bindingProblems>> {
  const owners = new Set(bindings.flatMap(({ owner }) => owner ?? []));
  if (owners.size === 0) return [];
  const rows = await db
    .selectFrom("person")
    .select("id")
    .where("id", "in", [...owners])
    .where("revoked_at", "is", null)
    .execute();
  const known = new Set(rows.map(({ id }) => id));
  return bindings.flatMap(({ owner }, index) =>
    owner === undefined || known.has(owner)
      ? []
      : [{ path: `/bindings/${index}/owner`, message: `${owner} is not registered, or revoked` }],
  );
}
