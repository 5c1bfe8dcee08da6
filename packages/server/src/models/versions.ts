import { type Cases, type Model, ProbityError } from "@probity/contracts";
import { builtinModels } from "@probity/models";
import type { Store, Transaction } from "../store/index.ts";
import { libraryId } from "../people/index.ts";
import { compareVersions, digestOf } from "../rules/index.ts";
import type { ModelState } from "./life.ts";

/** Names one version of a model. */
export interface VersionName {
  readonly id: string;
  readonly version: string;
}

/** One version as stored. */
export interface ModelVersion extends VersionName {
  readonly state: ModelState;
  readonly digest: string;
  /** Of its worked cases. */
  readonly casesDigest: string;
  readonly model: Model;
  readonly author: string;
  readonly retiringBy: string | null;
  readonly shadowFrom: number | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

/** `id@version`. */
export const nameOf = ({ id, version }: VersionName): string => `${id}@${version}`;

interface Row {
  readonly id: string;
  readonly version: string;
  readonly state: string;
  readonly digest: string;
  readonly cases_digest: string;
  readonly body: string;
  readonly author: string;
  readonly retiring_by: string | null;
  readonly shadow_from: number | null;
  readonly created_at: Date;
  readonly changed_at: Date;
}

const columns = [
  "id",
  "version",
  "state",
  "digest",
  "cases_digest",
  "body",
  "author",
  "retiring_by",
  "shadow_from",
  "created_at",
  "changed_at",
] as const;

const versionOf = (row: Row): ModelVersion => ({
  id: row.id,
  version: row.version,
  // The column has a check.
  state: row.state as ModelState,
  digest: row.digest,
  casesDigest: row.cases_digest,
  // Validated before it was stored.
  model: JSON.parse(row.body) as Model,
  author: row.author,
  retiringBy: row.retiring_by,
  shadowFrom: row.shadow_from,
  createdAt: row.created_at,
  changedAt: row.changed_at,
});

/** Every version of a model, the lowest first. */
export async function versionsOf({ db }: Pick<Store, "db">, id: string): Promise<readonly ModelVersion[]> {
  const rows = await db.selectFrom("model_version").select(columns).where("id", "=", id).execute();
  return rows.map(versionOf).toSorted((a, b) => compareVersions(a.version, b.version));
}

/** As {@link versionsOf}, locked: whoever changes a version of this model waits for the one before. */
export async function lockVersions({ db }: Transaction, id: string): Promise<readonly ModelVersion[]> {
  const rows = await db
    .selectFrom("model_version")
    .select(columns)
    .where("id", "=", id)
    .orderBy("version")
    .forUpdate()
    .execute();
  return rows.map(versionOf).toSorted((a, b) => compareVersions(a.version, b.version));
}

/** One of some versions. Throws `PROBITY_E_NOT_FOUND`. */
export function pick(versions: readonly ModelVersion[], name: VersionName): ModelVersion {
  const found = versions.find(({ version }) => version === name.version);
  if (found === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no model version ${nameOf(name)}`);
  return found;
}

/** One version. Throws `PROBITY_E_NOT_FOUND`. */
export async function readVersion({ db }: Pick<Store, "db">, name: VersionName): Promise<ModelVersion> {
  const row = await db
    .selectFrom("model_version")
    .select(columns)
    .where("id", "=", name.id)
    .where("version", "=", name.version)
    .executeTakeFirst();
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no model version ${nameOf(name)}`);
  return versionOf(row);
}

/** The worked cases of a version; of what the product put in force they are in the product. */
export async function readCases({ db }: Pick<Store, "db">, name: VersionName): Promise<Cases> {
  const { cases, digest, author } = await db
    .selectFrom("model_version")
    .select(["cases", "digest", "author"])
    .where("id", "=", name.id)
    .where("version", "=", name.version)
    .executeTakeFirstOrThrow();
  // Validated before they were stored.
  const stored = JSON.parse(cases) as Cases;
  if (stored.length > 0 || author !== libraryId) return stored;
  const library = builtinModels().find(({ model }) => model.id === name.id);
  return library !== undefined && digestOf(library.model) === digest ? library.cases : stored;
}

/** The version of a model that is in force, if one is. */
export const activeOf = (versions: readonly ModelVersion[]): ModelVersion | undefined =>
  versions.find(({ state }) => state === "active");
