import { randomUUID } from "node:crypto";
import { renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { ProbityError } from "@probity/contracts";
import type { ServerConfig } from "../config/index.ts";
import type { Store } from "../store/index.ts";
import { createKeyFile, readSigner, type Signer, signingKeyFile } from "./signing-key.ts";

/** Who signs a bundle, and what it says about keys. */
export interface KeySet {
  /** The active key first, then the announced one where this server has its file. */
  readonly signers: readonly Signer[];
  /** Verifier keys whose bundles clients take, the active one first. */
  readonly trusted: readonly string[];
  /** Ids of the keys whose bundles clients take no more. */
  readonly revoked: readonly string[];
}

/** The keys that sign bundles (RU-6). The log's own key is the first of them, and stays the log's when it is replaced. */
export interface BundleKeys {
  /** Read anew at every call: another server may have changed them. Throws `PROBITY_E_SIGNING_KEY` without the active one. */
  current(): Promise<KeySet>;
  /** What a source pins: the log's key and, where it is another one, the active key, separated by a space. */
  pins(): Promise<string>;
  /** Makes a key file beside the signing key and gives its signer. */
  create(): Signer;
  /** Throws `PROBITY_E_SIGNING_KEY` unless this server has the file of a key. */
  demand(key: { readonly keyid: string; readonly vkey: string }): void;
}

/** What {@link createBundleKeys} works with. */
export interface BundleKeysOptions {
  readonly store: Store;
  /** The log's key. */
  readonly signer: Signer;
  readonly config: Pick<ServerConfig, "dataDir" | "signingKeyFile">;
}

interface KeyRow {
  readonly keyid: string;
  readonly vkey: string;
  readonly state: string;
}

const nameOf = (keyid: string): string => keyid.slice(0, keyid.lastIndexOf("+"));

/** Name of the file of a key that rotation made. */
export const keyFileName = (keyid: string): string => `bundle-${keyid.slice(keyid.lastIndexOf("+") + 1)}.pem`;

/** Reads which keys are in use from the database, and the keys themselves from their files. */
export function createBundleKeys({ store, signer, config }: BundleKeysOptions): BundleKeys {
  const folder = dirname(signingKeyFile(config));
  const loaded = new Map<string, Signer>([[signer.vkey, signer]]);

  const load = ({ keyid, vkey }: Pick<KeyRow, "keyid" | "vkey">): Signer => {
    const known = loaded.get(vkey);
    if (known !== undefined) return known;
    const found = readSigner(join(folder, keyFileName(keyid)), nameOf(keyid));
    if (found.vkey !== vkey)
      throw new ProbityError("PROBITY_E_SIGNING_KEY", `${keyFileName(keyid)} holds ${found.keyid}`);
    loaded.set(vkey, found);
    return found;
  };
  const announced = (row: KeyRow): readonly Signer[] => {
    try {
      return [load(row)];
    } catch {
      // The active key alone is enough as long as clients know it; this server cannot start once it is replaced.
      return [];
    }
  };
  const current = async (): Promise<KeySet> => {
    const rows = await store.db
      .selectFrom("bundle_key")
      .select(["keyid", "vkey", "state"])
      .orderBy("created_at")
      .orderBy("keyid")
      .execute();
    const active = rows.filter(({ state }) => state === "active");
    const next = rows.filter(({ state }) => state === "announced");
    return {
      signers: [...active.map(load), ...next.flatMap(announced)],
      trusted: [...active, ...next].map(({ vkey }) => vkey),
      revoked: rows.filter(({ state }) => state === "revoked").map(({ keyid }) => keyid),
    };
  };
  return {
    current,
    pins: async () => [...new Set([signer.vkey, ...(await current()).trusted.slice(0, 1)])].join(" "),
    demand: (key) => void load(key),
    create: () => {
      const temporary = join(folder, `bundle-${randomUUID()}.new`);
      createKeyFile(temporary);
      const made = readSigner(temporary, nameOf(signer.keyid));
      renameSync(temporary, join(folder, keyFileName(made.keyid)));
      loaded.set(made.vkey, made);
      return made;
    },
  };
}
