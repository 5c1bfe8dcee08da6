import { sql } from "kysely";
import type { Cases, Model } from "@probity/contracts";
import { builtinModels } from "@probity/models";
import { libraryId } from "../people/index.ts";
import { digestOf } from "../rules/index.ts";
import type { Store } from "../store/index.ts";
import { openBacktests } from "./backtest/index.ts";
import { contributorsOf } from "./history.ts";
import { type ModelState, type ModelStep, modelSteps, openSteps } from "./life.ts";
import { latestProof, type Proof } from "./proofs.ts";
import { type ModelVersion, readCases, readVersion, type VersionName } from "./versions.ts";

/** A version in a list. */
export interface VersionSummary {
  readonly id: string;
  readonly version: string;
  readonly state: ModelState;
  readonly digest: string;
  readonly name: Model["name"];
  readonly domain: string;
  readonly rules: number;
  readonly ruleIds: readonly string[];
  /** Event types at which its rules judge, sorted. */
  readonly at: readonly string[];
  readonly author: string;
  readonly createdAt: string;
  readonly changedAt: string;
  /** Who asked for its retirement; null while nobody did. */
  readonly retiringBy: string | null;
}

/** A version whole. */
export interface VersionView extends VersionSummary {
  /** Of its worked cases. */
  readonly casesDigest: string;
  readonly model: Model;
  readonly cases: Cases;
  /** Steps that are open in its state, and the proofs that each needs. */
  readonly steps: readonly { readonly step: ModelStep; readonly needs: readonly string[] }[];
  /** The newest results of exactly this text; null where there is none. */
  readonly proofs: Readonly<Record<"check" | "backtest" | "shadow", Proof | null>>;
  /** Backtests that are waiting or running. */
  readonly jobs: readonly string[];
  /** Who worked on it and may therefore not release it. */
  readonly contributors: readonly string[];
}

/** A list of versions, by model and version. */
export interface VersionFilter {
  readonly model?: string | undefined;
  readonly state?: ModelState | undefined;
  /** Of models whose ids begin with it. */
  readonly domain?: string | undefined;
  /** Part of the id or of the name in either language. */
  readonly q?: string | undefined;
  readonly limit: number;
  /** `id@version` of the last one of the page before. */
  readonly after?: string | undefined;
}

const summaryOf = (version: ModelVersion): VersionSummary => ({
  id: version.id,
  version: version.version,
  state: version.state,
  digest: version.digest,
  name: version.model.name,
  domain: version.model.domain,
  rules: version.model.rules.length,
  ruleIds: version.model.rules.map(({ id }) => id),
  at: [...new Set(version.model.rules.flatMap(({ at }) => at))].toSorted(),
  author: version.author,
  createdAt: version.createdAt.toISOString(),
  changedAt: version.changedAt.toISOString(),
  retiringBy: version.retiringBy,
});

/** A version with all that a reviewer needs. Throws `PROBITY_E_NOT_FOUND`. */
export async function viewVersion(store: Store, name: VersionName): Promise<VersionView> {
  const version = await readVersion(store, name);
  const proof = async (kind: "check" | "backtest" | "shadow"): Promise<Proof | null> =>
    (await latestProof(store, version, kind)) ?? null;
  return {
    ...summaryOf(version),
    casesDigest: version.casesDigest,
    model: version.model,
    cases: await workedCases(store, version),
    steps: openSteps(version.state).map((step) => ({ step, needs: modelSteps[step].proofs })),
    proofs: {
      check: await proof("check"),
      backtest: await proof("backtest"),
      shadow: await proof("shadow"),
    },
    jobs: await openBacktests(store, name),
    contributors: [...(await contributorsOf(store, name))].toSorted((a, b) => (a < b ? -1 : 1)),
  };
}

/** Those of a version that came with the product and is in force from the start are not stored: the product has them. */
async function workedCases(store: Store, { id, version, author, digest }: ModelVersion): Promise<Cases> {
  const stored = await readCases(store, { id, version });
  if (stored.length > 0 || author !== libraryId) return stored;
  const shipped = builtinModels().find(({ model }) => model.id === id && model.version === version);
  return shipped !== undefined && digestOf(shipped.model) === digest ? shipped.cases : stored;
}

const versionKey = sql`string_to_array(version, '.')::numeric[]`;

/** A page of versions. */
export async function listVersions(store: Store, filter: VersionFilter): Promise<readonly VersionSummary[]> {
  let select = store.db.selectFrom("model_version").select(["id", "version"]);
  if (filter.model !== undefined) select = select.where("id", "=", filter.model);
  if (filter.state !== undefined) select = select.where("state", "=", filter.state);
  if (filter.domain !== undefined) select = select.where("id", "like", `${filter.domain}-%`);
  if (filter.q !== undefined) {
    const part = `%${filter.q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    select = select.where(sql<boolean>`(id ilike ${part} or (body::jsonb -> 'name')::text ilike ${part})`);
  }
  if (filter.after !== undefined) {
    const [id = "", version = ""] = filter.after.split("@");
    select = select.where(
      sql<boolean>`(id, ${versionKey}) > (${id}, string_to_array(${version}, '.')::numeric[])`,
    );
  }
  const names = await select.orderBy("id").orderBy(versionKey).limit(filter.limit).execute();
  // One look-up each: texts are long, and pages are short.
  const found: VersionSummary[] = [];
  // oxlint-disable-next-line no-await-in-loop
  for (const name of names) found.push(summaryOf(await readVersion(store, name)));
  return found;
}
