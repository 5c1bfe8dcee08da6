import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Checkpoint,
  createEd25519Signer,
  emptyRoot,
  formatAddCheckpoint,
  formatCheckpoint,
  hashLeaf,
  judgeAddCheckpoint,
  type KnownHead,
  openNote,
  parseAddCheckpoint,
  parseVerifierKey,
  proveConsistency,
  signNote,
  type WitnessDecision,
} from "../src/index.ts";
import { keyOf, log, logKey, witness, witnessKey } from "./support/keys.ts";
import { createMemoryTree, entryLeaves } from "./support/tree.ts";

const digest = "sha256";
const origin = log.name;
const tree = createMemoryTree(digest);
const leaves = entryLeaves(digest, 1000);
tree.append(leaves.slice(0, 300));
const at300: Checkpoint = { origin, size: 300, root: tree.root };
tree.append(leaves.slice(300));
const at1000: Checkpoint = { origin, size: 1000, root: tree.root };
const fork: Checkpoint = { origin, size: 1000, root: Buffer.alloc(32, 1) };
const at0: Checkpoint = { origin, size: 0, root: emptyRoot(digest) };
const proof = await proveConsistency(digest, 300, 1000, tree.readTile);

const signed = (checkpoint: Checkpoint): string => signNote(formatCheckpoint(checkpoint), [log]);
const body = (oldSize: number, hashes: readonly Buffer[], note: string): string =>
  formatAddCheckpoint({ oldSize, proof: hashes, note });
const judge = (text: string, known?: KnownHead): WitnessDecision =>
  judgeAddCheckpoint(parseAddCheckpoint(text), known, [logKey, witnessKey], digest);

const good = body(300, proof, signed(at1000));
const imposter = createEd25519Signer(origin, keyOf("imposter"));
const stranger = createEd25519Signer("stranger.example", keyOf("stranger"));
const forgedLine = signNote("other\n", [log]).split("\n\n")[1] ?? "";

test.each<[status: number, what: string, request: string, known: KnownHead | undefined]>([
  [200, "the first checkpoint", body(0, [], signed(at300)), undefined],
  [200, "the first checkpoint, of an empty tree", body(0, [], signed(at0)), undefined],
  [200, "growth from the empty tree", body(0, [], signed(at300)), at0],
  [200, "growth with a proof", good, at300],
  [200, "the same head again", body(1000, [], signed(at1000)), at1000],
  [
    200,
    "more signatures beside that of the log",
    body(0, [], signNote(formatCheckpoint(at300), [stranger, log])),
    undefined,
  ],
  [400, "nothing", "", undefined],
  [400, "no checkpoint", "old 0\n\nhello\n", undefined],
  [400, "a note that is no checkpoint", body(0, [], signNote("hello\n", [log])), undefined],
  [400, "a leading zero", good.replace("old 300", "old 0300"), at300],
  [400, "no proof but words", body(300, [], signed(at1000)).replace("old 300\n", "old 300\nhello\n"), at300],
  [400, "64 hashes", good.replace("\n", `\n${`${Buffer.alloc(32).toString("base64")}\n`.repeat(64)}`), at300],
  [400, "an old size above the new", body(1000, [], signed(at300)), at1000],
  [403, "no signature of the log", body(0, [], signNote(formatCheckpoint(at300), [stranger])), undefined],
  [
    403,
    "another key of the same name",
    body(0, [], signNote(formatCheckpoint(at300), [imposter])),
    undefined,
  ],
  [
    403,
    "a wrong signature of the log beside a right one",
    body(0, [], signed(at300) + forgedLine),
    undefined,
  ],
  [
    404,
    "an unknown log",
    body(0, [], signNote(formatCheckpoint({ ...at300, origin: stranger.name }), [stranger])),
    undefined,
  ],
  [
    404,
    "an unknown log, even signed by a known one",
    body(0, [], signed({ ...at300, origin: "nobody.example" })),
    undefined,
  ],
  [409, "an old size below what is known", body(0, [], signed(at1000)), at300],
  [409, "an old size above what is known", good, undefined],
  [409, "a rollback", body(300, [], signed(at300)), at1000],
  [422, "a fork", body(300, proof, signed(fork)), at300],
  [422, "a fork at the same size", body(1000, [], signed(fork)), at1000],
  [422, "a fork before what is known", good, { size: 300, root: Buffer.alloc(32, 1) }],
  [422, "no proof", body(300, [], signed(at1000)), at300],
  [422, "a proof too long", body(300, [...proof, Buffer.alloc(32)], signed(at1000)), at300],
  [422, "a proof where none belongs", body(0, proof, signed(at1000)), undefined],
  [422, "a proof for the same size", body(1000, proof, signed(at1000)), at1000],
  [
    422,
    "an empty tree with another root",
    body(0, [], signed({ ...at0, root: Buffer.alloc(32, 1) })),
    undefined,
  ],
])("LO-3: a witness answers %i to %s", (status, _, request, known) => {
  expect(judge(request, known).status).toBe(status);
});

test("LO-3: what a witness cosigns is what the log signed, and both signatures stand", () => {
  const decision = judge(good, at300);
  if (decision.status !== 200) throw new Error(`status ${decision.status}`);
  expect(decision.checkpoint).toEqual(at1000);
  const cosigned = signed(at1000) + witness.cosign(decision.text, 1_800_000_000);
  expect(openNote(cosigned, [logKey, witnessKey])?.verified).toHaveLength(2);
});

test("LO-3: a conflict says the size that the witness has", () => {
  expect(judge(body(0, [], signed(at1000)), at300)).toEqual({ status: 409, size: 300 });
  expect(judge(good)).toEqual({ status: 409, size: 0 });
});

test("LO-3: the key of one log does not speak for another", () => {
  const known = parseVerifierKey(stranger.vkey);
  const request = parseAddCheckpoint(body(0, [], signed({ ...at300, origin: stranger.name })));
  expect(judgeAddCheckpoint(request, undefined, [logKey, known], digest).status).toBe(403);
});

test("LO-3: a request there and back", () => {
  expect(parseAddCheckpoint(good)).toEqual({ oldSize: 300, proof, note: signed(at1000), claimed: at1000 });
  expect(() => body(-1, [], signed(at300))).toThrow(RangeError);
  expect(() => body(0, [Buffer.alloc(3)], signed(at300))).toThrow(RangeError);
});

test("LO-3: whatever a lying log asks, all that a witness cosigned is one history", async () => {
  const shared = entryLeaves(digest, 40);
  const histories = ["left", "right"].map((word) => {
    const grown = createMemoryTree(digest);
    const roots = [emptyRoot(digest)];
    for (const [at, leaf] of shared.entries()) {
      grown.append([at < 12 ? leaf : hashLeaf(digest, `${word} ${at}`)]);
      roots.push(grown.root);
    }
    return { roots, readTile: grown.readTile };
  });
  const size = fc.nat(40);
  const asked = fc.array(fc.tuple(size, fc.nat(8), fc.nat(1), fc.nat(1), fc.boolean()), {
    minLength: 30,
    maxLength: 60,
  });
  let most = 0;
  await fc.assert(
    fc.asyncProperty(asked, async (requests) => {
      let known: KnownHead | undefined;
      const cosigned: Checkpoint[] = [];
      for (const [anySize, growth, ofRoot, ofProof, isUpToDate] of requests) {
        const oldSize = isUpToDate ? (known?.size ?? 0) : anySize;
        const newSize = Math.max(0, Math.min(40, (known?.size ?? 0) + growth - 2));
        const hashes =
          oldSize === 0 || oldSize > newSize
            ? []
            : await proveConsistency(digest, oldSize, newSize, (histories[ofProof] ?? tree).readTile);
        const rootNow = histories[ofRoot]?.roots[newSize] ?? Buffer.alloc(32);
        const decision = judge(
          body(oldSize, hashes, signed({ origin, size: newSize, root: rootNow })),
          known,
        );
        if (decision.status !== 200) continue;
        known = decision.checkpoint;
        cosigned.push(decision.checkpoint);
      }
      const isOneHistory = histories.some(({ roots }) =>
        cosigned.every((head) => roots[head.size]?.equals(head.root) === true),
      );
      expect(isOneHistory).toBe(true);
      expect(cosigned.map((head) => head.size)).toEqual(
        cosigned.map((head) => head.size).toSorted((a, b) => a - b),
      );
      most = Math.max(most, cosigned.length);
    }),
    { numRuns: 80 },
  );
  expect(most).toBeGreaterThan(3);
});
