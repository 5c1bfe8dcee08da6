import { type Bundle, type EventType, ProbityError } from "@probity/contracts";
import { isOneWith } from "../access/index.ts";
import type { Windows } from "../features/index.ts";
import type { ServerEvent } from "../log/index.ts";
import type { Bundles } from "../rules/index.ts";
import type { Store } from "../store/index.ts";
import {
  type Act,
  advance,
  type Held,
  type LifeOptions,
  move,
  requireOpen,
  requireText,
  type StepWork,
} from "./advance.ts";
import { trySources } from "./check.ts";
import { contributorsOf, writeStep } from "./history.ts";
import { type ModelStep, modelSteps, type ModelState } from "./life.ts";
import { neededWindows, type NeededWindow } from "./needed-windows.ts";
import { requireProofs } from "./proofs.ts";
import { requireVersions } from "./version-problems.ts";
import {
  activeOf,
  type ModelVersion,
  nameOf,
  pick,
  readVersion,
  type VersionName,
  versionsOf,
} from "./versions.ts";

/** What putting versions in force works with. */
export interface ReleaseOptions extends LifeOptions {
  readonly bundles: Bundles;
  readonly windows: Pick<Windows, "plan">;
  /** A source whose bundle could not be released, for a reason that is not the caller's to read. */
  readonly onError: (error: unknown, source: string) => void;
}

/** Sources whose bundle could not be released; their last one stays in force. */
export interface Failed {
  readonly source: string;
  readonly detail: string;
}

/** What a release, rollback or retirement did. */
export interface InForce {
  readonly state: ModelState;
  /** The version that was in force before. */
  readonly replaced: string | null;
  /** Sources that have a bundle with it now. */
  readonly released: number;
  /** Those among them whose former bundle stays in force until the windows of the new one are filled (FE-1). */
  readonly waiting: readonly { readonly source: string; readonly left: number }[];
  readonly failed: readonly Failed[];
}

/**
 * Releases a reviewed version by a person who took no part in it: it becomes the one in force, the former one is
 * superseded, every source gets a new bundle. With `dryRun` it only says whether it would. Throws
 * `PROBITY_E_FOUR_EYES`, `PROBITY_E_MODEL_UNPROVED`, `PROBITY_E_MODEL_STATE`, `PROBITY_E_MODEL_VERSION`.
 */
export async function releaseVersion(
  options: ReleaseOptions,
  name: VersionName,
  act: Act,
  types: readonly EventType[],
): Promise<InForce> {
  const { digest } = await tryAt(options, name, act);
  return await putInForce(
    options,
    name,
    "release",
    { ...act, digest },
    ({ transaction, version, versions }) => requireOther(transaction, version, versions, act, types),
  );
}

/** Versions raised as they must be, and released by somebody who took no part (CA-3). */
async function requireOther(
  store: Pick<Store, "db">,
  version: ModelVersion,
  versions: readonly ModelVersion[],
  act: Act,
  types: readonly EventType[],
): Promise<void> {
  requireVersions(version.model, versions, types);
  const contributors = [...(await contributorsOf(store, version))];
  if (contributors.some((person) => isOneWith({ id: act.by, oneWith: act.oneWith }, person)))
    throw new ProbityError("PROBITY_E_FOUR_EYES", `${act.by} worked on ${nameOf(version)}`);
}

/** What {@link releaseVersion} would find, without doing it. Throws what it would throw. */
export async function tryRelease(
  options: ReleaseOptions,
  name: VersionName,
  act: Act,
  types: readonly EventType[],
): Promise<{
  readonly replaces: string | null;
  readonly sources: number;
  /** What has to be filled before it is in force everywhere. */
  readonly windows: readonly NeededWindow[];
}> {
  const { store } = options;
  const versions = await versionsOf(store, name.id);
  const version = pick(versions, name);
  requireOpen(version, "release", act);
  await requireProofs(store, version, modelSteps.release.proofs);
  await requireOther(store, version, versions, act, types);
  const { bundles } = await tryAt(options, name, act);
  const replaces = activeOf(versions)?.version ?? null;
  const windows = await neededWindows(options.windows, bundles);
  return { replaces, sources: (await sourcesOf(store)).length, windows };
}

/**
 * Puts a version in force again that was released before: one person with a reason, because two agreed to it then. Only
 * where another version is in force; what two people retired comes back as a new version.
 */
export async function rollBack(options: ReleaseOptions, name: VersionName, act: Act): Promise<InForce> {
  const { digest } = await tryAt(options, name, act);
  return await putInForce(options, name, "rollback", { ...act, digest }, ({ versions }) => {
    if (activeOf(versions) !== undefined) return Promise.resolve();
    throw new ProbityError(
      "PROBITY_E_MODEL_STATE",
      `no version of ${name.id} is in force that could be rolled back`,
    );
  });
}

/** Takes a version out of force: one person asks, another one confirms by the same call (CA-3). */
export async function retireVersion(options: ReleaseOptions, name: VersionName, act: Act): Promise<InForce> {
  const state = await advance(options, name, "retire", act, ({ version }): Promise<StepWork> => {
    const asked = version.retiringBy;
    if (isOneWith({ id: act.by, oneWith: act.oneWith }, asked))
      throw new ProbityError("PROBITY_E_FOUR_EYES", `${act.by} asked for it; another person confirms`);
    if (asked === null) return Promise.resolve({ set: { state: "active", retiring_by: act.by } });
    return Promise.resolve({ set: { retiring_by: null }, entry: { with: asked } });
  });
  if (state === "active") return { state, replaced: null, released: 0, waiting: [], failed: [] };
  return { state, replaced: name.version, ...(await releaseEverywhere(options)) };
}

async function putInForce(
  options: ReleaseOptions,
  name: VersionName,
  step: ModelStep & ("release" | "rollback"),
  act: Act,
  guard: (held: Held) => Promise<void>,
): Promise<InForce> {
  let replaced: string | null = null;
  const state = await advance(options, name, step, act, async (held) => {
    await guard(held);
    const also = await supersede(held, act.by, name);
    replaced = activeOf(held.versions)?.version ?? null;
    return { also };
  });
  return { state, replaced, ...(await releaseEverywhere(options)) };
}

/** The version in force makes room. */
async function supersede(
  { transaction, versions, now }: Held,
  by: string,
  next: VersionName,
): Promise<readonly ServerEvent[]> {
  const former = activeOf(versions);
  if (former === undefined) return [];
  const state = "superseded";
  await move(transaction, former, { state, retiring_by: null }, now);
  const { digest } = former;
  const reason = `by ${nameOf(next)}`;
  return [await writeStep(transaction, former, { step: "supersede", state, digest, by, reason }, now)];
}

/**
 * Tries the text at every source before anything changes: types and bindings may be others than when it was checked. Gives
 * the digest of what was tried, so that nothing else is put in force, and what would be released.
 */
async function tryAt(
  { store, bundles }: ReleaseOptions,
  name: VersionName,
  act: Act,
): Promise<{ readonly digest: string; readonly bundles: readonly Bundle[] }> {
  const version = await readVersion(store, name);
  requireText(version, act);
  const tried = await trySources({ model: version.model, sources: await sourcesOf(store), bundles });
  const errors = tried.flatMap(({ source, errors: found }) =>
    found.map(({ path, message }) => ({ path: `${source}: ${path}`, message })),
  );
  if (errors.length === 0)
    return { digest: version.digest, bundles: tried.flatMap(({ bundle }) => bundle ?? []) };
  throw new ProbityError("PROBITY_E_MODEL_UNPROVED", `${nameOf(version)} does not fit every source`, {
    errors,
  });
}

/** Sources that get bundles. */
export async function sourcesOf({ db }: Pick<Store, "db">): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("source")
    .select("id")
    .where("revoked_at", "is", null)
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * One source that cannot be released does not keep the others from their bundles. The version is in force by now, so that
 * the hourly renewal tries it again.
 */
async function releaseEverywhere({
  store,
  bundles,
  onError,
}: ReleaseOptions): Promise<Pick<InForce, "released" | "waiting" | "failed">> {
  const failed: Failed[] = [];
  let released = 0;
  for (const source of await sourcesOf(store)) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await bundles.release(source);
      released += 1;
    } catch (error) {
      const isCoded = error instanceof ProbityError;
      if (!isCoded) onError(error, source);
      failed.push({ source, detail: isCoded ? error.message : "the server's log says why" });
    }
  }
  const waiting = [...bundles.waiting()].map(([source, left]) => ({ source, left }));
  return { released, waiting, failed };
}
