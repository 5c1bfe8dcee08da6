import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  appendLeaves,
  createAppendProver,
  type Digest,
  emptyRoot,
  hashLeaf,
  hashNode,
  proveConsistency,
  proveInclusion,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from "../src/index.ts";
import { auditPath, consistencyProof, digests, leafOf, tileEntries, treeHash } from "./support/reference.ts";
import { createMemoryTree, entryLeaves, treeOf } from "./support/tree.ts";

const empty = { size: 0, hashes: Buffer.alloc(0) };
const skipped = digests.includes("sm3") ? "" : " (sm3 skipped: this OpenSSL has none)";

/** Cuts of 0 to 1,200 leaves into batches, empty ones among them. */
const batches = fc.array(fc.oneof(fc.nat(8), fc.nat(300)), { maxLength: 12 });

function cut(leaves: readonly Buffer[], sizes: readonly number[]): (readonly Buffer[])[] {
  let at = 0;
  return sizes.map((size) => leaves.slice(at, (at += size)));
}

describe.each(digests)(`%s${skipped}`, (digest: Digest) => {
  const leaves = entryLeaves(digest, 4000);

  test("LO-3: a leaf is hashed as RFC 6962 says, text as its UTF-8", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const expected = leafOf(digest, Buffer.from(text));
        expect(hashLeaf(digest, text).equals(expected)).toBe(true);
        expect(hashLeaf(digest, new TextEncoder().encode(text)).equals(expected)).toBe(true);
      }),
    );
  });

  test("LO-3: however the leaves are cut into batches: same root, edge and tiles", () => {
    fc.assert(
      fc.property(batches, (sizes) => {
        const tree = createMemoryTree(digest);
        for (const batch of cut(leaves, sizes)) tree.append(batch);
        const all = leaves.slice(0, tree.edge.size);
        const once = treeOf(digest, all.length);
        expect(tree.edge).toEqual(once.edge);
        expect(tree.tiles).toEqual(once.tiles);
        expect(tree.root.equals(treeHash(digest, all))).toBe(true);
        for (const level of [0, 1]) {
          const entries = tileEntries(digest, all, level);
          const stored = [...tree.tiles].filter(([key]) => key.startsWith(`${level}/`));
          expect(Buffer.concat(stored.map(([, tile]) => tile)).equals(Buffer.concat(entries))).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("LO-3: the edge alone proves what was appended, as the tiles and the definition do", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(700),
        fc.integer({ min: 1, max: 600 }),
        fc.nat(),
        async (before, count, pick) => {
          const tree = treeOf(digest, before);
          const added = leaves.slice(before, before + count);
          const index = before + (pick % count);
          const size = before + count;
          const prover = createAppendProver(digest, tree.edge, added);
          const shared = appendLeaves(digest, tree.edge, added).prover();
          tree.append(added);
          const proof = prover.prove(index);
          expect(prover.root).toEqual(tree.root);
          expect(shared.root).toEqual(tree.root);
          expect(shared.prove(index)).toEqual(proof);
          expect(await proveInclusion(digest, index, size, tree.readTile)).toEqual(proof);
          expect(auditPath(digest, index, leaves.slice(0, size))).toEqual(proof);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("LO-3: proofs of consistency are those of the definition, and verify", async () => {
    const tree = treeOf(digest, 1500);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1500 }),
        fc.integer({ min: 1, max: 1500 }),
        async (one, other) => {
          const [from, to] = [Math.min(one, other), Math.max(one, other)];
          const proof = await proveConsistency(digest, from, to, tree.readTile);
          expect(proof).toEqual(consistencyProof(digest, from, leaves.slice(0, to)));
          const [fromRoot, toRoot] = [
            treeHash(digest, leaves.slice(0, from)),
            treeHash(digest, leaves.slice(0, to)),
          ];
          expect(verifyConsistency({ digest, from, fromRoot, to, toRoot, proof })).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** What is nearly this hash: a bit flipped, a byte less, a byte more. */
function nearly(hash: Buffer, bit: number): Buffer[] {
  const flipped = Buffer.from(hash);
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return [flipped, hash.subarray(0, 31), Buffer.concat([hash, Buffer.alloc(1)])];
}

/** What is nearly this proof: a hash changed, dropped, doubled or added, or two exchanged. */
function mutations(proof: readonly Buffer[], bit: number): Buffer[][] {
  const each = proof.flatMap((hash, at) => [
    ...nearly(hash, bit).map((wrong) => proof.with(at, wrong)),
    proof.toSpliced(at, 1),
    proof.toSpliced(at, 0, hash),
  ]);
  const exchanged = proof.slice(1).map((hash, at) => proof.with(at, hash).with(at + 1, proof[at] ?? hash));
  return [...each, ...exchanged, [...proof, Buffer.alloc(32)], [Buffer.alloc(32), ...proof]];
}

test("LO-3: no mutation of an inclusion proof is accepted", async () => {
  const digest = "sha256";
  const tree = treeOf(digest, 1000);
  const leaves = entryLeaves(digest, 1000);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1000 }), fc.nat(), fc.nat(255), async (size, pick, bit) => {
      const index = pick % size;
      const proof = await proveInclusion(digest, index, size, tree.readTile);
      const root = treeHash(digest, leaves.slice(0, size));
      const leafHash = leaves[index] ?? Buffer.alloc(32);
      const claim = { digest, index, size, leafHash, proof, root } as const;
      expect(verifyInclusion(claim)).toBe(true);
      for (const wrong of mutations(proof, bit))
        expect(verifyInclusion({ ...claim, proof: wrong })).toBe(false);
      for (const other of [-1, 0.5, Number.NaN, index + 1, index - 1, size, 2 ** 53]) {
        expect(verifyInclusion({ ...claim, index: other })).toBe(false);
      }
      for (const other of [-1, 0, index, size + 0.5, Number.POSITIVE_INFINITY, 2 ** 53]) {
        expect(verifyInclusion({ ...claim, size: other })).toBe(false);
      }
      for (const wrong of nearly(root, bit)) expect(verifyInclusion({ ...claim, root: wrong })).toBe(false);
      for (const wrong of nearly(leafHash, bit))
        expect(verifyInclusion({ ...claim, leafHash: wrong })).toBe(false);
    }),
    { numRuns: 60 },
  );
});

test("LO-3: no mutation of a consistency proof is accepted", async () => {
  const digest = "sha256";
  const tree = treeOf(digest, 1000);
  const leaves = entryLeaves(digest, 1000);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 1000 }),
      fc.integer({ min: 1, max: 1000 }),
      fc.nat(255),
      async (one, other, bit) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const proof = await proveConsistency(digest, from, to, tree.readTile);
        const [fromRoot, toRoot] = [
          treeHash(digest, leaves.slice(0, from)),
          treeHash(digest, leaves.slice(0, to)),
        ];
        const claim = { digest, from, fromRoot, to, toRoot, proof } as const;
        expect(verifyConsistency(claim)).toBe(true);
        for (const wrong of mutations(proof, bit))
          expect(verifyConsistency({ ...claim, proof: wrong })).toBe(false);
        for (const wrong of nearly(fromRoot, bit))
          expect(verifyConsistency({ ...claim, fromRoot: wrong })).toBe(false);
        for (const wrong of nearly(toRoot, bit))
          expect(verifyConsistency({ ...claim, toRoot: wrong })).toBe(false);
        for (const wrong of [0, -1, 0.5, to + 1])
          expect(verifyConsistency({ ...claim, from: wrong })).toBe(false);
        for (const wrong of [from - 1, Number.NaN, 2 ** 53])
          expect(verifyConsistency({ ...claim, to: wrong })).toBe(false);
        if (from < to) {
          expect(verifyConsistency({ ...claim, fromRoot: toRoot })).toBe(false);
          expect(verifyConsistency({ ...claim, toRoot: fromRoot })).toBe(false);
          expect(verifyConsistency({ ...claim, from: to, to: from })).toBe(false);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("LO-3: sizes far beyond 2^32 prove and verify, by an edge", () => {
  const digest = "sha256";
  const size = 2 ** 52 + 2 ** 40 + 5;
  const ones = size.toString(2).replaceAll("0", "").length;
  const before = { size, hashes: Buffer.concat(entryLeaves(digest, ones)) };
  const [first, second] = entryLeaves(digest, 2);
  if (first === undefined || second === undefined) throw new Error("no leaves");
  const { edge, tiles, prover } = appendLeaves(digest, before, [first, second]);
  const { root, prove } = prover();
  expect(rootOf(digest, edge)).toEqual(root);
  expect(tiles.map(({ level, index, offset }) => [level, index, offset])).toEqual([
    [0, 2 ** 44 + 2 ** 32, 5],
  ]);
  for (const [at, leafHash] of [first, second].entries()) {
    const index = size + at;
    expect(verifyInclusion({ digest, index, size: edge.size, leafHash, proof: prove(index), root })).toBe(
      true,
    );
  }
});

test("LO-3: no root is the root of nothing", () => {
  const [fromRoot, toRoot] = [Buffer.alloc(0), Buffer.alloc(0)];
  expect(verifyConsistency({ digest: "sha256", from: 1, fromRoot, to: 1, toRoot, proof: [] })).toBe(false);
  expect(
    verifyConsistency({ digest: "sha256", from: 1, fromRoot, to: 2, toRoot, proof: [Buffer.alloc(32)] }),
  ).toBe(false);
});

test("LO-3: misuse is refused loudly", async () => {
  const [leaf = Buffer.alloc(32)] = entryLeaves("sha256", 1);
  const { readTile } = treeOf("sha256", 10);
  expect(() => hashNode("sha256", leaf.subarray(1), leaf)).toThrow(RangeError);
  expect(() => hashNode("sha256", leaf, leaf.subarray(1))).toThrow(RangeError);
  expect(() => appendLeaves("sha256", { size: 3, hashes: leaf }, [leaf])).toThrow(RangeError);
  expect(() => rootOf("sha256", { size: 1, hashes: Buffer.concat([leaf, leaf]) })).toThrow(RangeError);
  const full = { size: 2 ** 53 - 1, hashes: Buffer.concat(entryLeaves("sha256", 53)) };
  expect(rootOf("sha256", full)).toHaveLength(32);
  expect(() => appendLeaves("sha256", full, [leaf])).toThrow(RangeError);
  expect(() => appendLeaves("sha256", { size: -1, hashes: empty.hashes }, [])).toThrow(RangeError);
  expect(() => appendLeaves("sha256", empty, [leaf.subarray(1)])).toThrow(RangeError);
  expect(() => rootOf("sha256", { size: 1.5, hashes: leaf })).toThrow(RangeError);
  expect(() => createAppendProver("sha256", empty, [leaf]).prove(1)).toThrow(RangeError);
  expect(() => createAppendProver("sha256", { size: 1, hashes: leaf }, [leaf]).prove(0)).toThrow(RangeError);
  await expect(proveInclusion("sha256", 10, 10, readTile)).rejects.toThrow(RangeError);
  await expect(proveConsistency("sha256", 0, 10, readTile)).rejects.toThrow(RangeError);
  await expect(proveInclusion("sha256", 0, 10, () => Promise.resolve(leaf))).rejects.toThrow(
    /10 hashes, but 32 bytes/,
  );
});

test("LO-3: an empty append changes nothing; an empty tree has the root of nothing", () => {
  const tree = treeOf("sha256", 300);
  const { edge, tiles, prover } = appendLeaves("sha256", tree.edge, []);
  expect([edge, tiles, prover().root]).toEqual([tree.edge, [], tree.root]);
  expect(rootOf("sha256", empty)).toEqual(emptyRoot("sha256"));
  expect(createAppendProver("sha256", empty, []).root).toEqual(emptyRoot("sha256"));
});
