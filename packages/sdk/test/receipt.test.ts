import { ProbityError } from "@probity/contracts";
import {
  createAppendProver,
  createCosigner,
  createEd25519Signer,
  emptyRoot,
  formatCheckpoint,
  formatProof,
  hashLeaf,
  signNote,
  type Checkpoint,
} from "@probity/tlog";
import * as fc from "fast-check";
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parsePinnedKey } from "../src/bundle/vkey.ts";
import { verifyReceipt, type ReceiptCheck, type ReceiptVerdict } from "../src/receipt/verify-receipt.ts";

const origin = "log.example/probity";
const signer = createEd25519Signer(origin, generateKeyPairSync("ed25519").privateKey);
const otherKey = createEd25519Signer(origin, generateKeyPairSync("ed25519").privateKey);
const otherLog = createEd25519Signer("other.example/log", generateKeyPairSync("ed25519").privateKey);
const keys = [parsePinnedKey(signer.vkey)];

const headers = Array.from({ length: 20 }, (_, index) => `header ${index}`);

/** Receipt of the last of `count` headers, as a server gives it. */
const issue = (count: number, by = signer, name = origin, leaves = headers): string => {
  const hashes = leaves.slice(0, count).map((header) => hashLeaf("sha256", header));
  const prover = createAppendProver("sha256", { size: 0, hashes: Buffer.alloc(0) }, hashes);
  const note = signNote(formatCheckpoint({ origin: name, size: count, root: prover.root }), [by]);
  return formatProof({ index: count - 1, proof: prover.prove(count - 1), checkpoint: note });
};

const check = (more: Partial<ReceiptCheck> = {}): ReceiptVerdict =>
  verifyReceipt({ receipt: issue(10), lastHeader: "header 9", keys, known: undefined, ...more });

const why = (more: Partial<ReceiptCheck>): string => {
  const verdict = check(more);
  if (verdict.ok) return "ok";
  expect(verdict.error.code).toBe("PROBITY_E_RECEIPT_REFUSED");
  return verdict.error.message;
};

const verified = (count: number, leaves = headers): Checkpoint => {
  const verdict = check({
    receipt: issue(count, signer, origin, leaves),
    lastHeader: leaves[count - 1] ?? "",
  });
  if (!verdict.ok) throw verdict.error;
  return verdict.checkpoint;
};

describe("DE-2, LO-4: a receipt", () => {
  it("proves by a pinned key that the log has the last header", () => {
    expect(check()).toMatchObject({ ok: true, checkpoint: { origin, size: 10 } });
    expect(check({ known: verified(9) }).ok).toBe(true);
    expect(check({ known: verified(10) }).ok).toBe(true);
  });

  it("is refused, each time for its own reason", () => {
    expect(why({ receipt: undefined })).toMatch("no receipt");
    expect(why({ receipt: "thanks" })).toMatch("malformed");
    expect(why({ receipt: issue(10, otherKey) })).toMatch("no pinned key signed");
    expect(why({ receipt: issue(10, otherLog, "other.example/log") })).toMatch("no pinned key signed");
    expect(why({ receipt: issue(10, signer, "other.example/log") })).toMatch("does not lead");
    expect(why({ lastHeader: "header 8" })).toMatch("does not lead");
    expect(why({ receipt: issue(10).replace("index 9", "index 8") })).toMatch("does not lead");
    expect(why({ known: verified(11) })).toMatch("has 10 entries, it had 11");
    const rewritten = headers.with(3, "another header");
    expect(why({ known: verified(10, rewritten) })).toMatch("another tree of the same 10");
  });

  it("binds to the known log until another key is pinned", () => {
    const known = { origin: "other.example/log", size: 99, root: emptyRoot("sha256") };
    const both = [...keys, parsePinnedKey(otherLog.vkey)];
    expect(why({ known, keys: both })).toMatch(`the log is ${origin}, it was other.example/log`);
    expect(check({ known }).ok).toBe(true);
  });

  it("never verifies with anything in it changed, and never throws", () => {
    const good = issue(10);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 32, max: 126 }), (at, code) => {
        const bad = good.slice(0, at) + String.fromCodePoint(code) + good.slice(at + 1);
        expect(check({ receipt: bad }).ok).toBe(bad === good);
      }),
    );
    fc.assert(
      fc.property(fc.anything(), (receipt) => {
        expect(check({ receipt }).ok).toBe(false);
      }),
    );
  });

  it("is not signed by a witness's key: such a key cannot be pinned", () => {
    const witness = createCosigner(origin, generateKeyPairSync("ed25519").privateKey);
    expect(() => parsePinnedKey(witness.vkey)).toThrow(ProbityError);
    expect(() => parsePinnedKey(`${signer.vkey.slice(0, -4)}AAA=`)).toThrow(/PROBITY_E_CONFIG|publicKey/);
  });
});
