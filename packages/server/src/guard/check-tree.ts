import {
  type Checkpoint,
  type Digest,
  type Edge,
  openNote,
  parseCheckpoint,
  parseVerifierKey,
  proveConsistency,
  rootOf,
  verifyConsistency,
} from "@probity/tlog";
import type { ProvableLog } from "../log/index.ts";
import type { Statement, Store } from "../store/index.ts";
import { edgeOfTiles, firstWrongLeaf } from "./tree-in-database.ts";

/** What the database must contain. */
export interface KnownNote {
  /** Where the note is kept, for texts. */
  readonly place: string;
  readonly note: string;
}

/** What the guard compares. */
export interface TreeCheck {
  readonly store: Store;
  readonly log: Pick<ProvableLog, "digest" | "origin" | "readTile" | "entries">;
  /** Key of the log. */
  readonly vkey: string;
  readonly known: readonly KnownNote[];
}

/** What the tree of the database is, and what is wrong with it. */
export interface TreeState {
  readonly size: number;
  /** Undefined when the database holds the log that was published. */
  readonly wrong: string | undefined;
}

/** Newest entries that are hashed again. */
const rehashed = 512;

const selectHead: Statement = {
  name: "guard-head",
  text: "select next_position, edge from log_head where id = 1",
};

/** Entries in the database. */
export async function sizeInDatabase(store: Store): Promise<number> {
  return (await readHead(store)).size;
}

async function readHead(store: Store): Promise<Edge> {
  const [head] = await store.run<{ next_position: number; edge: Buffer }>(selectHead, []);
  return { size: (head?.next_position ?? 1) - 1, hashes: head?.edge ?? Buffer.alloc(0) };
}

/** Compares the tree in the database with itself and with what is known to have been published (LO-5). */
export async function checkTree(check: TreeCheck): Promise<TreeState> {
  const { store, log } = check;
  const edge = await readHead(store);
  const wrong = (await selfProblem(check, edge)) ?? (await publishedProblem(check, edge));
  return { size: edge.size, wrong: wrong === undefined ? undefined : `${log.origin}: ${wrong}` };
}

async function selfProblem({ log }: TreeCheck, edge: Edge): Promise<string | undefined> {
  const { digest, readTile } = log;
  const tiles = await edgeOfTiles(digest, edge.size, readTile);
  if (tiles?.hashes.equals(edge.hashes) !== true)
    return `the tiles in the database are not those of its ${edge.size} entries`;
  const first = Math.max(1, edge.size - rehashed + 1);
  const headers = await log.entries(first, edge.size + 1);
  if (headers.length !== edge.size - first + 1) return "entries are missing in the database";
  const position = await firstWrongLeaf(digest, first, headers, readTile);
  return position === undefined ? undefined : `entry ${position} was changed after it was logged`;
}

async function publishedProblem({ log, vkey, known }: TreeCheck, edge: Edge): Promise<string | undefined> {
  const verifier = parseVerifierKey(vkey);
  for (const { place, note } of known) {
    const opened = openNote(note, [verifier]);
    const published = opened && parseCheckpoint(opened.text);
    if (published === undefined || published.origin !== log.origin)
      return `the checkpoint in ${place} is damaged or signed with another key`;
    // oxlint-disable-next-line no-await-in-loop -- a handful
    const wrong = await comparison(log, published, edge);
    if (wrong !== undefined) return `${wrong} (${place})`;
  }
  return undefined;
}

async function comparison(
  { digest, readTile }: Pick<ProvableLog, "digest" | "readTile">,
  { size, root }: Checkpoint,
  edge: Edge,
): Promise<string | undefined> {
  if (size > edge.size) return `a checkpoint of ${size} entries was published, the database has ${edge.size}`;
  const isContained = await contains(digest, { size, root }, edge, readTile);
  return isContained
    ? undefined
    : `the database has another history than the published checkpoint of ${size} entries`;
}

async function contains(
  digest: Digest,
  { size, root }: Pick<Checkpoint, "size" | "root">,
  edge: Edge,
  readTile: ProvableLog["readTile"],
): Promise<boolean> {
  if (size === 0) return true;
  const toRoot = rootOf(digest, edge);
  const proof = await proveConsistency(digest, size, edge.size, readTile);
  return verifyConsistency({ digest, from: size, fromRoot: root, to: edge.size, toRoot, proof });
}
