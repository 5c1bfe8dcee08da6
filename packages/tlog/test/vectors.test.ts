import { hash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  createEd25519Signer,
  emptyRoot,
  formatCheckpoint,
  hashLeaf,
  openNote,
  parseCheckpoint,
  parseVerifierKey,
  proveConsistency,
  proveInclusion,
  rootOf,
  signNote,
  tilePath,
  verifyConsistency,
  verifyInclusion,
} from "../src/index.ts";
import { keyOfSeed } from "./support/keys.ts";
import { createMemoryTree, entryLeaves, treeOf } from "./support/tree.ts";

// Held-out vectors: golang.org/x/mod, transparency-dev/merkle, C2SP. They live beside the repository.
const folder = join(import.meta.dirname, "../../../../shared/data/tlog");
const isHere = existsSync(folder);
const why = isHere ? "" : " (skipped: the vectors are not beside this repository)";
const read = (file: string): string => readFileSync(join(folder, file), "utf8");
const bytes = (text: string | undefined): Buffer => Buffer.from(text ?? "", "base64");
const texts = (hashes: readonly Uint8Array[]): string[] =>
  hashes.map((one) => Buffer.from(one).toString("base64"));
const digest = "sha256";

interface Root {
  readonly size: number;
  readonly root: string;
}
const roots = (): Map<number, Buffer> =>
  new Map(
    (JSON.parse(read("generated-xmod/roots.json")) as Root[]).map(({ size, root }) => [size, bytes(root)]),
  );

test.skipIf(!isHere)(`LO-3: roots of x/mod, grown from one to the next${why}`, () => {
  const tree = createMemoryTree(digest);
  const expected = roots();
  expect(expected.size).toBeGreaterThan(40);
  const leaves = entryLeaves(digest, Math.max(...expected.keys()));
  for (const [size, root] of [...expected].toSorted(([a], [b]) => a - b)) {
    tree.append(leaves.slice(tree.edge.size, size));
    expect(rootOf(digest, tree.edge).toString("base64"), `size ${size}`).toBe(root.toString("base64"));
  }
});

test.skipIf(!isHere)(`LO-3: 277 tiles of a tree of 70,000 entries, by path and content${why}`, () => {
  const { tiles } = treeOf(digest, 70_000);
  const expected = JSON.parse(read("generated-xmod/tiles-70000.json")) as Record<string, string>;
  const made: Record<string, string> = {};
  for (const [key, tile] of tiles) {
    const [level = 0, index = 0] = key.split("/").map(Number);
    made[tilePath(level, index, tile.length / 32)] = hash(digest, tile);
  }
  expect(made).toEqual(expected);
  expect(Object.keys(made)).toHaveLength(277);
});

test.skipIf(!isHere)(`LO-3: 590 inclusion proofs, byte for byte${why}`, async () => {
  const vectors = JSON.parse(read("generated-xmod/inclusion.json")) as {
    readonly size: number;
    readonly index: number;
    readonly leaf: string;
    readonly proof: readonly string[];
  }[];
  const { readTile } = treeOf(digest, Math.max(...vectors.map(({ size }) => size)));
  for (const { size, index, leaf, proof } of vectors) {
    expect(texts(await proveInclusion(digest, index, size, readTile))).toEqual(proof);
    expect(hashLeaf(digest, `entry-${index}`).toString("base64")).toBe(leaf);
  }
  expect(vectors).toHaveLength(590);
});

test.skipIf(!isHere)(`LO-3: 1,275 consistency proofs, byte for byte${why}`, async () => {
  const vectors = JSON.parse(read("generated-xmod/consistency.json")) as {
    readonly old: number;
    readonly new: number;
    readonly proof: readonly string[];
  }[];
  const { readTile } = treeOf(digest, Math.max(...vectors.map((vector) => vector.new)));
  const known = roots();
  for (const { old: from, new: to, proof } of vectors) {
    expect(texts(await proveConsistency(digest, from, to, readTile))).toEqual(proof);
    const [fromRoot, toRoot] = [known.get(from), known.get(to)];
    if (fromRoot === undefined || toRoot === undefined) continue;
    expect(verifyConsistency({ digest, from, fromRoot, to, toRoot, proof: proof.map(bytes) })).toBe(true);
  }
  expect(vectors).toHaveLength(1275);
});

test.skipIf(!isHere)(`LO-3: signed checkpoints of x/mod open, and sign to the same bytes${why}`, () => {
  const vectors = JSON.parse(read("generated-xmod/checkpoints.json")) as {
    readonly seed: string;
    readonly vkey: string;
    readonly note: string;
  }[];
  expect(vectors).toHaveLength(4);
  for (const { seed, vkey, note } of vectors) {
    const verifier = parseVerifierKey(vkey);
    const checkpoint = parseCheckpoint(openNote(note, [verifier])?.text ?? "");
    if (checkpoint === undefined) throw new Error(`not opened: ${note}`);
    const signer = createEd25519Signer(verifier.name, keyOfSeed(Buffer.from(seed, "hex")));
    expect(signer.vkey).toBe(vkey);
    expect(signNote(formatCheckpoint(checkpoint), [signer])).toBe(note);
  }
});

test.skipIf(!isHere)(
  `LO-3: transparency-dev vectors, 92 of 98 inclusions and of 98 consistencies must fail${why}`,
  () => {
    const inclusions = JSON.parse(read("transparency-dev-merkle/inclusion.json")) as {
      readonly file: string;
      readonly leafIdx: number;
      readonly treeSize: number;
      readonly root: string;
      readonly leafHash: string;
      readonly proof: readonly string[] | null;
      readonly wantErr: boolean;
    }[];
    const consistencies = JSON.parse(read("transparency-dev-merkle/consistency.json")) as {
      readonly file: string;
      readonly size1: number;
      readonly size2: number;
      readonly root1: string;
      readonly root2: string;
      readonly proof: readonly string[] | null;
      readonly wantErr: boolean;
    }[];
    for (const { file, leafIdx: index, treeSize: size, root, leafHash, proof, wantErr } of inclusions) {
      const claim = { digest, index, size, root: bytes(root), leafHash: bytes(leafHash) } as const;
      expect(verifyInclusion({ ...claim, proof: (proof ?? []).map(bytes) }), file).toBe(!wantErr);
    }
    for (const { file, size1: from, size2: to, root1, root2, proof, wantErr } of consistencies) {
      const claim = { digest, from, to, fromRoot: bytes(root1), toRoot: bytes(root2) } as const;
      expect(verifyConsistency({ ...claim, proof: (proof ?? []).map(bytes) }), file).toBe(!wantErr);
    }
    expect([...inclusions, ...consistencies].filter(({ wantErr }) => wantErr)).toHaveLength(184);
    expect([...inclusions, ...consistencies]).toHaveLength(196);
  },
);

test("LO-3: the eight leaves of the Certificate Transparency reference tests", () => {
  const leaves = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
  ];
  const tree = createMemoryTree(digest);
  expect(emptyRoot(digest).toString("hex")).toBe(
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  );
  const expected = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ];
  for (const [at, leaf] of leaves.entries()) {
    tree.append([hashLeaf(digest, Buffer.from(leaf, "hex"))]);
    expect(tree.root.toString("hex")).toBe(expected[at]);
  }
});

test("LO-3: the worked example of C2SP signed-note", () => {
  const note =
    "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
  const verifier = parseVerifierKey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
  expect(openNote(note, [verifier])?.text).toBe("This is an example message.\n");
  expect(openNote(note.replace("message.", "message!"), [verifier])).toBeUndefined();
  if (isHere) expect(openNote(read("c2sp-signed-note-example.txt"), [verifier])).toBeDefined();
});
