// The definitions of RFC 6962, 2.1, written down as they stand there, on streaming hashes: slow, and nothing in common with src.
import { createHash, getHashes } from "node:crypto";
import type { Digest } from "../../src/index.ts";

/** Digests that this Node's OpenSSL has. */
export const digests: readonly Digest[] = (["sha256", "sm3"] as const).filter((name) =>
  getHashes().includes(name),
);

const digestOf = (digest: Digest, ...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash(digest);
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const split = (size: number): number => {
  let k = 1;
  while (k * 2 < size) k *= 2;
  return k;
};

export function leafOf(digest: Digest, data: Uint8Array): Buffer {
  return digestOf(digest, Buffer.of(0), data);
}

/** MTH over leaf hashes. */
export function treeHash(digest: Digest, leaves: readonly Buffer[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return digestOf(digest);
  if (leaves.length === 1) return first;
  const k = split(leaves.length);
  return digestOf(
    digest,
    Buffer.of(1),
    treeHash(digest, leaves.slice(0, k)),
    treeHash(digest, leaves.slice(k)),
  );
}

/** PATH(m, D[n]). */
export function auditPath(digest: Digest, m: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m < k
    ? [...auditPath(digest, m, left), treeHash(digest, right)]
    : [...auditPath(digest, m - k, right), treeHash(digest, left)];
}

function subproof(digest: Digest, m: number, leaves: readonly Buffer[], isWhole: boolean): Buffer[] {
  if (m === leaves.length) return isWhole ? [] : [treeHash(digest, leaves)];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m <= k
    ? [...subproof(digest, m, left, isWhole), treeHash(digest, right)]
    : [...subproof(digest, m - k, right, false), treeHash(digest, left)];
}

/** PROOF(m, D[n]). */
export function consistencyProof(digest: Digest, m: number, leaves: readonly Buffer[]): Buffer[] {
  return subproof(digest, m, leaves, true);
}

/** The tiles of a tree by their definition in tlog-tiles: entry i of level l is the hash over 256^l leaves. */
export function tileEntries(digest: Digest, leaves: readonly Buffer[], level: number): Buffer[] {
  const span = 256 ** level;
  return Array.from({ length: Math.floor(leaves.length / span) }, (_, at) =>
    treeHash(digest, leaves.slice(at * span, (at + 1) * span)),
  );
}
