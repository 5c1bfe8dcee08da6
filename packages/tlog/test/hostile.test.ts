import { hash } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  decodeEntries,
  formatAddCheckpoint,
  formatCheckpoint,
  formatProof,
  openNote,
  parseAddCheckpoint,
  parseCheckpoint,
  parsePolicy,
  parseProof,
  parseVerifierKey,
  signNote,
  verifyProof,
} from "../src/index.ts";
import { log, logKey, witness, witnessKey } from "./support/keys.ts";
import { entryLeaves } from "./support/tree.ts";

const text = formatCheckpoint({ origin: log.name, size: 42, root: Buffer.alloc(32, 7) });
const cosigned = signNote(text, [log]) + witness.cosign(text, 1_800_000_000);
const proof = entryLeaves("sha256", 6);
const samples = [
  text,
  cosigned,
  formatProof({ index: 7, proof, checkpoint: cosigned, extra: Buffer.from("x") }),
  formatAddCheckpoint({ oldSize: 7, proof, note: cosigned }),
  log.vkey,
  `log ${log.vkey}\nwitness w ${witness.vkey}\ngroup g any w\nquorum g\n`,
];

/** Real texts with pieces replaced, doubled, cut or exchanged, and plain noise. */
const damaged = fc
  .tuple(
    fc.constantFrom(...samples),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(40),
        fc.oneof(
          fc.string({ unit: "binary", maxLength: 20 }),
          fc.constantFrom(...samples, "\n", "\n\n", "— ", "=", "+"),
        ),
      ),
    ),
  )
  .map(([sample, cuts]) =>
    cuts.reduce((all, [at, length, piece]) => {
      const start = at % (all.length + 1);
      return all.slice(0, start) + piece + all.slice(start + length);
    }, sample),
  );
const noise = fc.oneof(damaged, fc.string({ unit: "binary", maxLength: 2000 }));

test("LO-3: whatever comes in, parsers answer and never throw", () => {
  fc.assert(
    fc.property(noise, (input) => {
      for (const parse of [parseCheckpoint, parseProof, parseAddCheckpoint]) parse(input);
      openNote(input, [logKey, witnessKey]);
      verifyProof({ receipt: input, digest: "sha256", leaf: "x", verifiers: [logKey, witnessKey] });
      for (const parse of [parseVerifierKey, parsePolicy]) {
        try {
          parse(input);
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
        }
      }
    }),
    { numRuns: 5000 },
  );
});

test("LO-3: what parses, writes back to the same text", () => {
  fc.assert(
    fc.property(noise, (input) => {
      const proofRead = parseProof(input);
      const request = parseAddCheckpoint(input);
      const checkpoint = parseCheckpoint(input);
      expect(proofRead === undefined ? input : formatProof(proofRead)).toBe(input);
      expect(request === undefined ? input : formatAddCheckpoint(request)).toBe(input);
      expect(input.startsWith(checkpoint === undefined ? input : formatCheckpoint(checkpoint))).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test("LO-3: any bytes are either a bundle or not", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), fc.integer({ min: -1, max: 300 }), (bytes, count) => {
      expect(decodeEntries(bytes, count)?.length ?? count).toBe(count);
    }),
    { numRuns: 2000 },
  );
});

const bytes = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length });

test("LO-3: any 32 bytes make a key, and one that is no point of the curve verifies nothing", () => {
  fc.assert(
    fc.property(
      bytes(32),
      fc.constantFrom(1, 4),
      fc.oneof(bytes(64), bytes(72), bytes(8)),
      (raw, type, signature) => {
        const material = Buffer.concat([Buffer.of(type), raw]);
        const id = hash("sha256", Buffer.concat([Buffer.from("k\n"), material])).slice(0, 8);
        const key = parseVerifierKey(`k+${id}+${material.toString("base64")}`);
        expect(key.verify(text, signature)).toBe(false);
      },
    ),
    { numRuns: 1000 },
  );
});

const openWithKey = (note: string): unknown => openNote(note, [logKey]);

test("LO-3: texts of megabytes are refused before work is done on them", () => {
  const long = "A".repeat(3_000_000);
  for (const input of [
    long,
    `${text}\n${long}\n`,
    `${text}${long}\n`,
    samples[2] + long,
    samples[3] + long,
    "\n".repeat(3_000_000),
  ]) {
    const parsers = [parseProof, parseAddCheckpoint, parseCheckpoint, openWithKey];
    expect(parsers.map((parse) => parse(input))).toEqual(parsers.map(() => undefined));
    expect(() => parsePolicy(input)).toThrow("the policy is too long");
  }
});
