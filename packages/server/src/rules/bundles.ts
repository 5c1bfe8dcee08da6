import {
  type BindingsFile,
  type Bundle,
  bundlePayloadType,
  type Model,
  type SignedBundle,
} from "@probity/contracts";
import { compile, type Evaluator } from "@probity/engine";
import { re2 } from "@probity/engine/re2";
import type { ServerConfig } from "../config/index.ts";
import { openBreakers } from "../breakers/index.ts";
import { currentExceptions } from "../exceptions/index.ts";
import { planned, type Windows } from "../features/index.ts";
import type { BundleKeys } from "../keys/index.ts";
import type { Statement, Store } from "../store/index.ts";
import type { TypeRegistry } from "../types/index.ts";
import { readBindings } from "./bindings.ts";
import { createBundleWindows } from "./bundle-windows.ts";
import { type BundleHead, type BundleHeads, createBundleHeads } from "./bundle-heads.ts";
import { createTurns } from "./in-turn.ts";
import { currentModels, modelsAt } from "./library.ts";
import { hashInputs, makeRelease, renewDays, type Release, type ReleaseInputs } from "./release.ts";

/** A released bundle, ready to be served and to evaluate. */
export interface ActiveBundle {
  readonly version: number;
  readonly hash: string;
  readonly signed: SignedBundle;
  readonly evaluator: Evaluator;
}

/** Releases and hands out the bundles of all sources. */
export interface Bundles {
  /**
   * Releases a new bundle if what it is made of has changed or it expires soon; returns the version in force. That is the
   * older one while windows of the new one are being filled, which is then released by itself (FE-1). A source without an
   * older one gets it at once: its windows have no values until they are filled.
   */
  release(source: string): Promise<number>;
  /** Sources whose newest bundle waits for its windows, and how many entries of the log are left to look at. */
  waiting(): ReadonlyMap<string, number>;
  /** Throws the coded error that a release with these bindings would end in. */
  check(source: string, file: BindingsFile): Promise<void>;
  /**
   * What a release of these models alone would judge with at a source, its bindings and parameters of now applied; released
   * to nobody. Throws the coded error that the release would end in.
   */
  trial(source: string, models: readonly Model[]): Promise<Evaluator>;
  /**
   * Releases, as {@link release}, for every source that is not revoked. `atStart`: hardly anything is filled before it
   * resolves, so that a server starts soon.
   */
  releaseAll(options?: { readonly atStart?: boolean }): Promise<void>;
  /** The bundle in force, or undefined before the first release. */
  current(source: string): Promise<ActiveBundle | undefined>;
  /** Which bundle is in force, at most a second old; undefined before the first release. */
  head(source: string): Promise<BundleHead | undefined>;
  /** Which bundles are in force now, of sources that have one. */
  heads(sources: readonly string[]): Promise<ReadonlyMap<string, BundleHead>>;
  /** Calls `listener` at every release of this process; those of others are seen by {@link heads}. */
  onRelease(listener: (source: string, head: BundleHead) => void): void;
}

/** What {@link createBundles} works with. */
export interface BundlesOptions {
  readonly store: Store;
  readonly types: TypeRegistry;
  readonly bundleKeys: BundleKeys;
  readonly config: Pick<ServerConfig, "timeZone" | "defaultCurrency">;
  readonly clock: () => number;
  readonly windows: Pick<Windows, "prepare">;
  /**
   * Windows with at most so many entries of the log before them are filled while whoever releases waits.
   *
   * @defaultValue 20000
   */
  readonly inlineEntries?: number | undefined;
  /** What takes the place of models in force, where somebody develops some. Default: nothing. */
  readonly developed?: ((inForce: readonly Model[]) => readonly Model[]) | undefined;
}

interface BundleRow {
  readonly version: number;
  readonly hash: string;
  readonly inputs_hash: string;
  readonly expires_at: Date;
}

interface StoredBundle extends BundleRow {
  readonly payload: string;
  readonly keyid: string;
  readonly signature: string;
  readonly signatures: string | null;
}

const latestHead: Statement = {
  name: "bundle-head",
  text: "select version, hash, inputs_hash, expires_at from bundle where source = $1 order by version desc limit 1",
};
const latestBundle: Statement = {
  name: "bundle-latest",
  text: "select * from bundle where source = $1 order by version desc limit 1",
};
/** Bundles that one call releases at most, where what they are made of keeps changing. */
const mostReleases = 5;
/** Compiled bundles kept in memory. */
const cacheLimit = 100;
const defaultInlineEntries = 20_000;
/** The same for each source when a server starts. */
const startEntries = 2_000;

/** Bundles are made from the models, types and bindings in the database; each change makes a new version (RU-6). */
export function createBundles(options: BundlesOptions): Bundles {
  const { store, clock, inlineEntries = defaultInlineEntries } = options;
  const heads = createBundleHeads(store, clock);
  const listeners: ((source: string, head: BundleHead) => void)[] = [];
  const windows = createBundleWindows(store, options.windows);

  const inTurn = createTurns();

  const releaseNow = async (source: string, inline: number): Promise<number> => {
    for (let released = 0; ;) {
      const [row] = await store.run<BundleRow>(latestHead, [source]);
      // Read after the head: whoever releases something newer meanwhile takes the number, and this one looks again.
      const inputs = await readInputs(options, source);
      const inputsHash = hashInputs(inputs);
      if (row !== undefined && row.inputs_hash === inputsHash && !expiresSoon(row, clock())) {
        await windows.keep(source, row, inline);
        return row.version;
      }
      const next = await makeRelease(inputs, (row?.version ?? 0) + 1, new Date(clock()));
      const filled = await windows.prepare(source, next, inline);
      if (!filled && row !== undefined) return row.version;
      const isMine = await insertRelease(store, source, inputsHash, next);
      heads.forget(source);
      // Else lost against another server: look again at what it released.
      if (!isMine) continue;
      heads.keep(source, next);
      for (const listener of listeners) listener(source, next);
      // What it was made of may have changed meanwhile, and whoever changed it may have found nothing to release yet.
      if (++released === mostReleases) return next.version;
    }
  };

  // Two of this server at one moment: the one that read older inputs would be in force until it looks again.
  const release = (source: string, inline: number = inlineEntries): Promise<number> =>
    inTurn(source, () => releaseNow(source, inline));

  return {
    release: (source) => release(source),
    waiting: () => windows.waiting(),
    current: activeBundles(store, heads),
    head: (source) => heads.find(source),
    heads: (sources) => heads.findAll(sources),
    onRelease: (listener) => void listeners.push(listener),
    check: (source, file) => tryBindings(options, source, file),
    trial: (source, models) => tryModels(options, source, models),
    releaseAll: ({ atStart = false } = {}) =>
      forEachSource(store, (source) => release(source, atStart ? startEntries : inlineEntries)),
  };
}

/** Gives bundles in force, compiled; those of the latest use stay in memory. */
function activeBundles(store: Store, heads: BundleHeads): Bundles["current"] {
  const compiled = new Map<string, ActiveBundle>();
  return async (source) => {
    const head = heads.cached(source);
    const known = head && compiled.get(`${source}\n${head.hash}`);
    if (known !== undefined) return known;
    const [row] = await store.run<StoredBundle>(latestBundle, [source]);
    if (row === undefined) return undefined;
    const active = compiled.get(`${source}\n${row.hash}`) ?? activate(row);
    if (compiled.size >= cacheLimit) compiled.clear();
    compiled.set(`${source}\n${row.hash}`, active);
    heads.keep(source, row);
    return active;
  };
}

/** What one source lacks does not hold up the others; the first failure is thrown once all were tried. */
async function forEachSource(
  store: Pick<Store, "db">,
  work: (source: string) => Promise<unknown>,
): Promise<void> {
  const rows = await store.db.selectFrom("source").select("id").where("revoked_at", "is", null).execute();
  const failures: unknown[] = [];
  for (const { id } of rows) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await work(id);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

async function tryBindings(options: BundlesOptions, source: string, file: BindingsFile): Promise<void> {
  const inputs = { ...(await readInputs(options, source)), bindings: { version: 0, file } };
  await makeRelease(inputs, 1, new Date(options.clock()));
}

async function tryModels(
  options: BundlesOptions,
  source: string,
  models: readonly Model[],
): Promise<Evaluator> {
  const inputs = await readInputs(options, source, models);
  const { payload } = await makeRelease(inputs, 1, new Date(options.clock()));
  // Built just now.
  return compile(JSON.parse(payload) as Bundle, { regex: re2 });
}

async function readInputs(
  options: BundlesOptions,
  source: string,
  models?: readonly Model[],
): Promise<ReleaseInputs> {
  const { store, types: registry, bundleKeys, config, clock, developed } = options;
  const types = registry.list(source).map(({ definition }) => definition);
  const inForce = await currentModels(store);
  return {
    source,
    models: modelsAt(models ?? developed?.(inForce) ?? inForce, types),
    types,
    bindings: await readBindings(store, source),
    settings: { timeZone: config.timeZone, defaultCurrency: config.defaultCurrency },
    exceptions: await currentExceptions(store, source, new Date(clock())),
    breakers: await openBreakers(store, source),
    keys: await bundleKeys.current(),
  };
}

const expiresSoon = (row: BundleRow, now: number): boolean =>
  row.expires_at.getTime() - now < renewDays * 86_400_000;

async function insertRelease(
  store: Store,
  source: string,
  inputsHash: string,
  release: Release,
): Promise<boolean> {
  const [first] = release.signatures;
  if (first === undefined) throw new Error("nobody signed the bundle");
  const result = await store.db
    .insertInto("bundle")
    .values({
      source,
      version: release.version,
      hash: release.hash,
      inputs_hash: inputsHash,
      payload: release.payload,
      keyid: first.keyid,
      signature: first.sig,
      signatures: JSON.stringify(release.signatures),
      created_at: release.createdAt.toISOString(),
      expires_at: release.expiresAt.toISOString(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Makes a stored bundle ready to run. */
export function activate(row: Omit<StoredBundle, "inputs_hash" | "expires_at">): ActiveBundle {
  // Built and signed by a server of this database.
  const bundle = JSON.parse(row.payload) as Bundle;
  const evaluator = compile(bundle, { regex: re2 });
  // Here rather than at the first event: a malformed bundle fails as a whole.
  planned({ evaluator });
  return {
    version: row.version,
    hash: row.hash,
    signed: {
      payloadType: bundlePayloadType,
      payload: Buffer.from(row.payload).toString("base64"),
      signatures: signaturesOf(row),
    },
    evaluator,
  };
}

/** Bundles of servers before 0.2 have one signature, in columns of its own. */
function signaturesOf({
  keyid,
  signature,
  signatures,
}: Pick<StoredBundle, "keyid" | "signature" | "signatures">): SignedBundle["signatures"] {
  // Written by insertRelease.
  return signatures === null
    ? [{ keyid, sig: signature }]
    : (JSON.parse(signatures) as SignedBundle["signatures"]);
}
