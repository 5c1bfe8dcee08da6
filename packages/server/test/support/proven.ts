import {
  type Digest,
  hashLeaf,
  parseVerifierKey,
  rootOf,
  type Edge,
  appendLeaves,
  verifyProof,
} from "@probity/tlog";
import { openStore, type ServerConfig } from "../../src/index.ts";
import type { Store } from "../../src/store/index.ts";
import type { TestServer } from "./test-server.ts";

/** What a receipt proves for a header, or undefined when it does not hold. */
export function proven(
  server: Pick<TestServer["running"], "vkey">,
  receipt: unknown,
  header: string,
  digest: Digest = "sha256",
): { readonly position: number; readonly size: number; readonly root: Buffer } | undefined {
  const verifiers = [parseVerifierKey(server.vkey)];
  const checked = verifyProof({
    receipt: String(receipt),
    digest,
    leaf: header,
    verifiers,
    origin: "probity",
  });
  if (checked === undefined) return undefined;
  const { index, checkpoint } = checked;
  return { position: index + 1, size: checkpoint.size, root: checkpoint.root };
}

/** The whole log as its rows tell it, recomputed: root of all headers, and every tile. */
export interface RecomputedLog {
  readonly headers: readonly string[];
  readonly root: Buffer;
  readonly tiles: ReadonlyMap<string, string>;
  readonly storedTiles: ReadonlyMap<string, string>;
  readonly storedRoot: Buffer;
}

/** Reads every row of the log and builds the tree again from nothing. */
export async function recomputeLog(store: Store): Promise<RecomputedLog> {
  const rows = await store.db.selectFrom("log").select(["position", "header"]).orderBy("position").execute();
  rows.forEach(({ position }, index) => {
    if (position !== index + 1) throw new Error(`position ${position} stands at place ${index + 1}`);
  });
  const headers = rows.map(({ header }) => header);
  const head = await store.db.selectFrom("log_head").selectAll().executeTakeFirstOrThrow();
  const leaves = headers.map((header) => hashLeaf(head.digest, header));
  const empty: Edge = { size: 0, hashes: Buffer.alloc(0) };
  const { edge, tiles } = appendLeaves(head.digest, empty, leaves);
  const stored = await store.db.selectFrom("log_tile").selectAll().execute();
  return {
    headers,
    root: rootOf(head.digest, edge),
    tiles: new Map(tiles.map(({ level, index, hashes }) => [`${level}/${index}`, hashes.toString("hex")])),
    storedTiles: new Map(stored.map(({ level, n, hashes }) => [`${level}/${n}`, hashes.toString("hex")])),
    storedRoot: rootOf(head.digest, { size: head.next_position - 1, hashes: head.edge }),
  };
}

/** Throws unless the log is whole: positions and streams without gaps, each header naming the one before, tiles, root. */
export async function assertWholeLog(store: Store): Promise<RecomputedLog> {
  const log = await recomputeLog(store);
  if (!log.root.equals(log.storedRoot)) throw new Error("the stored edge is not that of the headers");
  for (const [name, hashes] of log.tiles) {
    if (log.storedTiles.get(name) !== hashes) throw new Error(`tile ${name} is not that of the headers`);
  }
  if (log.storedTiles.size !== log.tiles.size) throw new Error("there are tiles too many");
  return log;
}

/** The same of the log that a server which was closed left behind. */
export async function assertWholeLogOf(config: ServerConfig): Promise<RecomputedLog> {
  const store = await openStore(config);
  try {
    return await assertWholeLog(store);
  } finally {
    await store.close();
  }
}
