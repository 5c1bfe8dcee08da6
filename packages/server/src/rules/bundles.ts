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
import type { Signer } from "../keys/index.ts";
import type { Statement, Store } from "../store/index.ts";
import type { TypeRegistry } from "../types/index.ts";
import { readBindings } from "./bindings.ts";
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
  /** Releases a new bundle if what it is made of has changed or it expires soon; returns the version in force. */
  release(source: string): Promise<number>;
  /** Throws the coded error that a release with these bindings would end in. */
  check(source: string, file: BindingsFile): Promise<void>;
  /**
   * What a release of these models alone would judge with at a source, its bindings and parameters of now applied; released
   * to nobody. Throws the coded error that the release would end in.
   */
  trial(source: string, models: readonly Model[]): Promise<Evaluator>;
  /** Releases, as {@link release}, for every source that is not revoked. */
  releaseAll(): Promise<void>;
  /** The bundle in force, or undefined before the first release. */
  current(source: string): Promise<ActiveBundle | undefined>;
}

/** What {@link createBundles} works with. */
export interface BundlesOptions {
  readonly store: Store;
  readonly types: TypeRegistry;
  readonly signer: Signer;
  readonly config: Pick<ServerConfig, "timeZone" | "defaultCurrency">;
  readonly clock: () => number;
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
}

const latestHead: Statement = {
  name: "bundle-head",
  text: "select version, hash, inputs_hash, expires_at from bundle where source = $1 order by version desc limit 1",
};
const latestBundle: Statement = {
  name: "bundle-latest",
  text: "select * from bundle where source = $1 order by version desc limit 1",
};

/** Compiled bundles kept in memory, and how long a source's version is trusted without asking the database. */
const cacheLimit = 100;
const headMs = 1_000;

/** Bundles are made from the models, types and bindings in the database; each change makes a new version (RU-6). */
export function createBundles(options: BundlesOptions): Bundles {
  const { store, clock } = options;
  const compiled = new Map<string, ActiveBundle>();
  const heads = new Map<string, { readonly hash: string; readonly until: number }>();

  const release = async (source: string): Promise<number> => {
    for (;;) {
      const [row] = await store.run<BundleRow>(latestHead, [source]);
      // Read after the head: whoever releases something newer meanwhile takes the number, and this one looks again.
      const inputs = await readInputs(options, source);
      const inputsHash = hashInputs(inputs);
      if (row !== undefined && row.inputs_hash === inputsHash && !expiresSoon(row, clock()))
        return row.version;
      const next = await makeRelease(inputs, (row?.version ?? 0) + 1, options.signer, new Date(clock()));
      const released = await insertRelease(store, inputs, inputsHash, next);
      heads.delete(source);
      // Else lost against another server: look again at what it released.
      if (released) return next.version;
    }
  };

  const current = async (source: string): Promise<ActiveBundle | undefined> => {
    const head = heads.get(source);
    const known =
      head !== undefined && head.until > clock() ? compiled.get(`${source}\n${head.hash}`) : undefined;
    if (known !== undefined) return known;
    const [row] = await store.run<StoredBundle>(latestBundle, [source]);
    if (row === undefined) return undefined;
    const active = compiled.get(`${source}\n${row.hash}`) ?? activate(row);
    if (compiled.size >= cacheLimit) compiled.clear();
    compiled.set(`${source}\n${row.hash}`, active);
    heads.set(source, { hash: row.hash, until: clock() + headMs });
    return active;
  };

  return {
    release,
    current,
    check: async (source, file) => {
      const inputs = { ...(await readInputs(options, source)), bindings: { version: 0, file } };
      await makeRelease(inputs, 1, options.signer, new Date(clock()));
    },
    trial: async (source, models) => {
      const inputs = await readInputs(options, source, models);
      const { payload } = await makeRelease(inputs, 1, options.signer, new Date(clock()));
      // Built just now.
      return compile(JSON.parse(payload) as Bundle, { regex: re2 });
    },
    releaseAll: async () => {
      const rows = await store.db.selectFrom("source").select("id").where("revoked_at", "is", null).execute();
      for (const { id } of rows) await release(id);
    },
  };
}

async function readInputs(
  options: BundlesOptions,
  source: string,
  models?: readonly Model[],
): Promise<ReleaseInputs> {
  const { store, types: registry, signer, config } = options;
  const types = registry.list(source).map(({ definition }) => definition);
  return {
    source,
    models: modelsAt(models ?? (await currentModels(store)), types),
    types,
    bindings: await readBindings(store, source),
    settings: { timeZone: config.timeZone, defaultCurrency: config.defaultCurrency },
    keyid: signer.keyid,
  };
}

const expiresSoon = (row: BundleRow, now: number): boolean =>
  row.expires_at.getTime() - now < renewDays * 86_400_000;

async function insertRelease(
  store: Store,
  { source, keyid }: ReleaseInputs,
  inputsHash: string,
  release: Release,
): Promise<boolean> {
  const result = await store.db
    .insertInto("bundle")
    .values({
      source,
      version: release.version,
      hash: release.hash,
      inputs_hash: inputsHash,
      payload: release.payload,
      keyid,
      signature: release.signature,
      created_at: release.createdAt.toISOString(),
      expires_at: release.expiresAt.toISOString(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

function activate(row: StoredBundle): ActiveBundle {
  // Built and signed by a server of this database.
  const bundle = JSON.parse(row.payload) as Bundle;
  return {
    version: row.version,
    hash: row.hash,
    signed: {
      payloadType: bundlePayloadType,
      payload: Buffer.from(row.payload).toString("base64"),
      signatures: [{ keyid: row.keyid, sig: row.signature }],
    },
    evaluator: compile(bundle, { regex: re2 }),
  };
}
