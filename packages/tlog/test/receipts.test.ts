import { expect, test } from "vitest";
import {
  appendLeaves,
  createEd25519Signer,
  formatCheckpoint,
  formatProof,
  hashLeaf,
  parseProof,
  parseVerifierKey,
  signNote,
  verifyProof,
} from "../src/index.ts";
import { keyOf, log, logKey, witness, witnessKey } from "./support/keys.ts";
import { digests } from "./support/reference.ts";
import { entryLeaves, treeOf } from "./support/tree.ts";

const leaf = '{"v":1,"src":"城建/1","seq":1}';
const { edge } = treeOf("sha256", 700);
const { prover } = appendLeaves("sha256", edge, [hashLeaf("sha256", leaf), ...entryLeaves("sha256", 40)]);
const { root, prove } = prover();
const text = formatCheckpoint({ origin: log.name, size: 741, root });
const signed = signNote(text, [log]);
const receipt = formatProof({ index: 700, proof: prove(700), checkpoint: signed });
const check = { receipt, digest: "sha256", leaf, verifiers: [logKey] } as const;

test("LO-4: a receipt proves the leaf, as text and as bytes", () => {
  const proven = verifyProof(check);
  expect(proven?.index).toBe(700);
  expect(proven?.checkpoint).toEqual({ origin: log.name, size: 741, root });
  expect(verifyProof({ ...check, leaf: Buffer.from(leaf), origin: log.name })).toEqual(proven);
  expect(receipt).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex 700\n(?:[\w+/]{43}=\n)+\nlog\.example\/1\n741\n/);
});

test("LO-4: no other character anywhere is accepted", () => {
  for (let at = 0; at < receipt.length; at += 1) {
    for (const char of ["A", "0", "\n"].filter((one) => one !== receipt[at])) {
      const changed = receipt.slice(0, at) + char + receipt.slice(at + 1);
      expect(verifyProof({ ...check, receipt: changed }), `${char} at ${at}`).toBeUndefined();
    }
  }
});

test("LO-4: no part of a receipt is enough", () => {
  for (let at = 0; at < receipt.length; at += 1) {
    expect(verifyProof({ ...check, receipt: receipt.slice(0, at) })).toBeUndefined();
  }
});

const receiptOf = (note: string, index = 700): string =>
  formatProof({ index, proof: prove(700), checkpoint: note });

test("LO-4: another leaf, key, origin, digest, index or tree is refused", () => {
  const imposter = createEd25519Signer(log.name, keyOf("imposter"));
  const otherLog = createEd25519Signer("log.example/2", keyOf("log 2"));
  const larger = formatCheckpoint({ origin: log.name, size: 1500, root });
  const cosigned = signNote(text, [log]) + witness.cosign(text, 1_800_000_000);
  const onlyWitness = `${text}\n${witness.cosign(text, 1_800_000_000)}`;
  const verifiers = [logKey, witnessKey, parseVerifierKey(otherLog.vkey)];
  const refused = [
    { ...check, leaf: `${leaf} ` },
    { ...check, origin: "log.example/2" },
    ...(digests.includes("sm3") ? [{ ...check, digest: "sm3" as const }] : []),
    { ...check, verifiers: [] },
    { ...check, verifiers: [parseVerifierKey(imposter.vkey)] },
    { ...check, receipt: receiptOf(signNote(text, [imposter])) },
    { ...check, receipt: receiptOf(signed, 699) },
    { ...check, receipt: receiptOf(signNote(larger, [log])) },
    { ...check, verifiers, receipt: receiptOf(onlyWitness) },
    { ...check, verifiers, receipt: receiptOf(signNote(text, [otherLog])) },
    { ...check, verifiers, receipt: receiptOf(signNote("not a checkpoint\n", [log])) },
  ];
  for (const [at, wrong] of refused.entries()) expect(verifyProof(wrong), `case ${at}`).toBeUndefined();
  expect(verifyProof({ ...check, verifiers, receipt: receiptOf(cosigned) })?.verified).toHaveLength(2);
});

test("LO-3: extra data travels along, unread", () => {
  const extra = Buffer.from("anything at all");
  const more = formatProof({ index: 700, proof: prove(700), checkpoint: signed, extra });
  expect(parseProof(more)?.extra).toEqual(extra);
  expect(verifyProof({ ...check, receipt: more })?.index).toBe(700);
  expect(parseProof(more.replace("extra ", "extra  "))).toBeUndefined();
  expect(parseProof(receipt.replace("index 700", "index 0700"))).toBeUndefined();
});

test("LO-3: a tree of one leaf needs no hashes", () => {
  const note = signNote(formatCheckpoint({ origin: log.name, size: 1, root: hashLeaf("sha256", leaf) }), [
    log,
  ]);
  const single = formatProof({ index: 0, proof: [], checkpoint: note });
  expect(verifyProof({ ...check, receipt: single })?.checkpoint.size).toBe(1);
});

test("LO-3: a proof has room for the tallest tree, and no more", () => {
  const tall = formatProof({
    index: 2 ** 52,
    proof: entryLeaves("sha256", 63),
    checkpoint: signed,
    extra: Buffer.of(1),
  });
  expect(parseProof(tall)?.proof).toHaveLength(63);
  expect(parseProof(tall.replace(/\n(.*)\n\n/, "\n$1\n$1\n\n"))).toBeUndefined();
});

test("LO-3: what is no proof is not written", () => {
  const proof = { index: 0, proof: [], checkpoint: signed };
  expect(() => formatProof({ ...proof, index: -1 })).toThrow(RangeError);
  expect(() => formatProof({ ...proof, proof: [Buffer.alloc(31)] })).toThrow(RangeError);
  expect(() => formatProof({ ...proof, proof: entryLeaves("sha256", 64) })).toThrow(RangeError);
});
