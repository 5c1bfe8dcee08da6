import { isSame, join, utf8 } from "./bytes.ts";
import { sha256 } from "./sha256.ts";

/** The head of a tree: how many leaves it has, and the hash over them. */
export interface Head {
  readonly size: number;
  readonly root: Uint8Array;
}

/** The hash of a leaf (RFC 9162, 2.1.1). */
export const hashLeaf = (text: string): Uint8Array => sha256(join(Uint8Array.of(0), utf8(text)));
const hashNode = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256(join(Uint8Array.of(1), left, right));

/** Numbers of nodes on the way up; beyond 2^31, so that shifts will not do. */
const half = (number: number): number => Math.floor(number / 2);
const isOdd = (number: number): boolean => number % 2 === 1;

/** Whether a proof proves that a leaf is number `index` (from 0) of a tree (RFC 9162, 2.1.3.2). */
export function isIncluded(
  leaf: Uint8Array,
  index: number,
  proof: readonly Uint8Array[],
  { size, root }: Head,
): boolean {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  let [node, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      hash = hashNode(sibling, hash);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else hash = hashNode(hash, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && isSame(hash, root);
}

/** Whether a proof proves that the leaves of one tree are the first ones of a later tree (RFC 9162, 2.1.4.2). */
export function isContinued(from: Head, to: Head, proof: readonly Uint8Array[]): boolean {
  if (from.size < 1 || from.size > to.size) return false;
  if (from.size === to.size) return proof.length === 0 && isSame(from.root, to.root);
  let [node, last] = [from.size - 1, to.size - 1];
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  // A whole subtree is both trees' beginning: its hash is known, and the proof leaves it out.
  const [first, ...siblings] = node === 0 ? [from.root, ...proof] : proof;
  if (first === undefined) return false;
  let [before, after] = [first, first];
  for (const sibling of siblings) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      [before, after] = [hashNode(sibling, before), hashNode(sibling, after)];
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else after = hashNode(after, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && isSame(before, from.root) && isSame(after, to.root);
}
