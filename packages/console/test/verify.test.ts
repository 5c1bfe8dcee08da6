import { createHash, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { formatAddCheckpoint, formatCheckpoint, formatProof } from "../../tlog/src/index.ts";
import { sha256 } from "../src/verify/sha256.ts";
import { readContinuation, readReceipt } from "../src/verify/texts.ts";
import { hashLeaf, isContinued, isIncluded } from "../src/verify/tree.ts";

const digest = (...parts: readonly Uint8Array[]): Uint8Array =>
  parts.reduce((sum, part) => sum.update(part), createHash("sha256")).digest();
const node = (left: Uint8Array, right: Uint8Array): Uint8Array => digest(Uint8Array.of(1), left, right);
/** The largest power of two below a number. */
const cutOf = (size: number): number => 2 ** (Math.ceil(Math.log2(size)) - 1);

// The definitions of RFC 9162, 2.1, word by word.
function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only !== undefined && leaves.length === 1) return only;
  const cut = cutOf(leaves.length);
  return node(rootOf(leaves.slice(0, cut)), rootOf(leaves.slice(cut)));
}
function pathOf(index: number, leaves: readonly Uint8Array[]): readonly Uint8Array[] {
  if (leaves.length === 1) return [];
  const cut = cutOf(leaves.length);
  return index < cut
    ? [...pathOf(index, leaves.slice(0, cut)), rootOf(leaves.slice(cut))]
    : [...pathOf(index - cut, leaves.slice(cut)), rootOf(leaves.slice(0, cut))];
}
function proofOf(size: number, leaves: readonly Uint8Array[], isWhole = true): readonly Uint8Array[] {
  if (size === leaves.length) return isWhole ? [] : [rootOf(leaves)];
  const cut = cutOf(leaves.length);
  return size <= cut
    ? [...proofOf(size, leaves.slice(0, cut), isWhole), rootOf(leaves.slice(cut))]
    : [...proofOf(size - cut, leaves.slice(cut), false), rootOf(leaves.slice(0, cut))];
}

const most = 33;
const all = Array.from({ length: most }, (_, at) => hashLeaf(`entry ${at}`));
const headOf = (size: number): { readonly size: number; readonly root: Uint8Array } => ({
  size,
  root: rootOf(all.slice(0, size)),
});
const bent = (hash: Uint8Array): Uint8Array =>
  Uint8Array.from(hash, (byte, at) => (at === 7 ? byte ^ 1 : byte));

describe("LO-6: the console checks proofs itself", () => {
  test("SHA-256 is that of everybody else, for every length around the blocks", () => {
    for (let length = 0; length < 260; length += 1) {
      const message = randomBytes(length);
      expect(Buffer.from(sha256(message)), String(length)).toEqual(
        createHash("sha256").update(message).digest(),
      );
    }
  });

  test("a leaf is proved to be in every tree at its place, and nowhere else", () => {
    for (let size = 1; size <= most; size += 1)
      for (let index = 0; index < size; index += 1) {
        const [leaf, proof] = [all[index] ?? hashLeaf(""), pathOf(index, all.slice(0, size))];
        expect(isIncluded(leaf, index, proof, headOf(size))).toBe(true);
        expect(isIncluded(leaf, index + 1, proof, headOf(size))).toBe(false);
        expect(isIncluded(bent(leaf), index, proof, headOf(size))).toBe(false);
        expect(isIncluded(leaf, index, [...proof, leaf], headOf(size))).toBe(false);
        if (proof.length > 0) expect(isIncluded(leaf, index, proof.slice(1), headOf(size))).toBe(false);
        for (const place of proof.keys()) {
          const wrong = proof.map((hash, at) => (at === place ? bent(hash) : hash));
          expect(isIncluded(leaf, index, wrong, headOf(size))).toBe(false);
        }
      }
  });

  test("a tree is proved to continue every earlier one, and none that was changed", () => {
    for (let to = 1; to <= most; to += 1)
      for (let from = 1; from <= to; from += 1) {
        const proof = proofOf(from, all.slice(0, to));
        expect(isContinued(headOf(from), headOf(to), proof), `${from} ${to}`).toBe(true);
        const before = { size: from, root: bent(headOf(from).root) };
        expect(isContinued(before, headOf(to), proof)).toBe(false);
        const after = { size: to, root: bent(headOf(to).root) };
        expect(isContinued(headOf(from), after, proof)).toBe(false);
        for (const place of proof.keys()) {
          const wrong = proof.map((hash, at) => (at === place ? bent(hash) : hash));
          expect(isContinued(headOf(from), headOf(to), wrong)).toBe(false);
        }
      }
    expect(isContinued({ size: 0, root: digest() }, headOf(3), [])).toBe(false);
    expect(isContinued(headOf(4), headOf(3), [])).toBe(false);
  });

  test("receipts and continuations are read as the server writes them, and nothing else is", () => {
    const root = Buffer.from(headOf(5).root);
    const note = `${formatCheckpoint({ origin: "log.example/one", size: 5, root })}\n— log.example/one AAAAAAAA\n`;
    const proof = pathOf(2, all.slice(0, 5));
    const receipt = formatProof({ index: 2, proof, checkpoint: note, extra: randomBytes(40) });
    expect(readReceipt(receipt)).toMatchObject({
      index: 2,
      checkpoint: { origin: "log.example/one", size: 5 },
    });
    expect(readReceipt(receipt)?.proof.map((hash) => Buffer.from(hash))).toEqual(
      proof.map((hash) => Buffer.from(hash)),
    );
    const request = formatAddCheckpoint({ oldSize: 3, proof: proofOf(3, all.slice(0, 5)), note });
    const read = readContinuation(request);
    expect(read && isContinued(headOf(read.from), read.checkpoint, read.proof)).toBe(true);
    for (const text of [
      "",
      "\n\n",
      receipt.slice(1),
      receipt.replace("index 2", "index -2"),
      request.slice(4),
    ]) {
      expect(readReceipt(text)).toBeUndefined();
      expect(readContinuation(text)).toBeUndefined();
    }
    expect(readReceipt(receipt.replace("\n5\n", "\nfive\n"))).toBeUndefined();
    expect(readReceipt(receipt.replace("\n\n", "\nAAAA\n\n"))).toBeUndefined();
  });
});
