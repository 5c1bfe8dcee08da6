import { generateKeyPairSync, sign } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cosignedAt,
  createCosigner,
  createEd25519Signer,
  formatCheckpoint,
  openNote,
  parseCheckpoint,
  parseVerifierKey,
  signNote,
} from "../src/index.ts";
import { keyOf, log, logKey, witness, witnessKey } from "./support/keys.ts";

const root = Buffer.alloc(32, 7);
const text = formatCheckpoint({ origin: log.name, size: 42, root });
const note = signNote(text, [log]);
const other = createEd25519Signer("other.example", keyOf("other"));

describe("LO-3: signed notes", () => {
  test("a text signed by several keys opens for each of them", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" })), (lines) => {
        const body = `${lines.join("\n").replaceAll(/[^\P{Cc}\n]/gu, "")}\n`;
        const signed = signNote(body, [log, other]);
        const opened = openNote(signed, [logKey]);
        expect(opened?.text).toBe(body);
        expect(opened?.verified.map(({ name }) => name)).toEqual([log.name]);
        expect(opened?.unknown.map(({ name }) => name)).toEqual([other.name]);
        expect(openNote(signed, [logKey, parseVerifierKey(other.vkey)])?.unknown).toEqual([]);
      }),
    );
  });

  test("the lines of an opened note put together a note again", () => {
    const opened = openNote(signNote(text, [other, log]), [logKey]);
    expect(openNote(`${opened?.text}\n${opened?.verified[0]?.line}`, [logKey])?.text).toBe(text);
  });

  test("no other character anywhere is accepted", () => {
    for (let at = 0; at < note.length; at += 1) {
      for (const char of ["A", "0", "\n"].filter((one) => one !== note[at])) {
        const changed = note.slice(0, at) + char + note.slice(at + 1);
        expect(openNote(changed, [logKey]), `${char} at ${at}`).toBeUndefined();
      }
    }
  });

  test("a wrong signature of a known key spoils the note, one of an unknown key does not", () => {
    const [line = ""] = openNote(note, [logKey])?.verified.map((signature) => signature.line) ?? [];
    const forged = signNote("something else\n", [log]).split("\n\n")[1] ?? "";
    expect(openNote(note + forged, [logKey])).toBeUndefined();
    expect(openNote(note + forged, [parseVerifierKey(other.vkey)])).toBeUndefined();
    expect(openNote(note + forged.replace(log.name, "stranger.example"), [logKey])?.unknown).toHaveLength(1);
    expect(openNote(note + line, [logKey])?.verified).toHaveLength(1);
  });

  test("16 signatures are accepted, more than 100 are not", () => {
    const stranger = signNote(text, [other]).split("\n\n")[1] ?? "";
    expect(openNote(note + stranger.repeat(15), [logKey])).toBeDefined();
    expect(openNote(note + stranger.repeat(100), [logKey])).toBeUndefined();
  });

  test.each([
    ["no blank line", "text\n— name AAAAAAA=\n"],
    ["no signature", "text\n\n"],
    ["no final newline", note.slice(0, -1)],
    ["no dash", note.replace("— ", "- ")],
    ["a tab", note.replace("42", "42\t")],
    ["half a surrogate pair", note.replace("42", "42\uD800")],
    ["lax base64", note.replace(/=*\n$/, "\n")],
    ["a stranger's name with a plus", `${note}— a+b AAAAAAA=\n`],
    ["a stranger's name with a no-break space", `${note}— a\u00A0b AAAAAAA=\n`],
    ["a stranger without a name", `${note}—  AAAAAAA=\n`],
    ["a key ID without a signature", `${note}— stranger.example AAAAAA==\n`],
    ["a name with a plus", note.replace("— log.", "— log+")],
    ["two spaces", note.replace("— ", "—  ")],
    ["a line between text and signatures", note.replace("\n\n", "\n\nx\n")],
    ["a line after the signatures", `${note}\n`],
  ])("malformed: %s", (_, wrong) => {
    expect(openNote(wrong, [logKey])).toBeUndefined();
  });

  test("only a proper text is signed", () => {
    for (const wrong of ["", "no newline", "tab\t\n", "\uD800\n"])
      expect(() => signNote(wrong, [log])).toThrow(TypeError);
    expect(() => signNote(text, [])).toThrow(TypeError);
  });
});

describe("LO-3: verifier keys", () => {
  test.each([
    ["", /<name>/],
    ["example.com/foo", /<name>/],
    ["+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", /<name>/],
    ["a b+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", /white space/],
    ["example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", /lower-case/],
    ["example.com/foo+530d903+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", /8 lower-case/],
    ["example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n", /base64/],
    ["example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2", /base64/],
    ["example.com/foo+530d903a+", /type 0/],
    ["example.com/foo+530d903a+BukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", /type 6/],
    ["example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==", /32 bytes, not 30/],
    ["example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", /does not belong/],
  ])("%j is refused with the reason", (vkey, reason) => {
    expect(() => parseVerifierKey(vkey)).toThrow(reason);
    expect(() => parseVerifierKey(vkey)).toThrow(TypeError);
  });

  test("signers refuse bad names and keys", () => {
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    for (const name of ["", "a b", "a+b", "a\n", "a\u00A0b", "a\uD800"]) {
      expect(() => createEd25519Signer(name, privateKey)).toThrow(TypeError);
      expect(() => createCosigner(name, privateKey)).toThrow(TypeError);
    }
    for (const key of [publicKey, generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey]) {
      expect(() => createEd25519Signer("name", key)).toThrow(TypeError);
      expect(() => createCosigner("name", key)).toThrow(TypeError);
    }
  });
});

describe("LO-3: checkpoints", () => {
  test("text there and back", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme-ascii", minLength: 1 }),
        fc.maxSafeNat(),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        (origin, size, hash) => {
          const checkpoint = { origin, size, root: Buffer.from(hash) };
          expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint);
        },
      ),
    );
  });

  test("extension lines are allowed and left out", () => {
    expect(parseCheckpoint(`${text}anything\n`)).toEqual({ origin: log.name, size: 42, root });
  });

  test.each([
    ["no origin", text.replace(/^.*/, "")],
    ["a leading zero", text.replace("42", "042")],
    ["a sign", text.replace("42", "+42")],
    ["a fraction", text.replace("42", "4.2")],
    ["beyond 2^53 - 1", text.replace("42", "9007199254740992")],
    ["a short root", text.replace(/.*\n$/, "AAAA\n")],
    ["two lines", text.replace(/.*\n$/, "")],
    ["an empty line", `${text}\n`],
    ["no final newline", text.slice(0, -1)],
  ])("refused: %s", (_, wrong) => {
    expect(parseCheckpoint(wrong)).toBeUndefined();
  });

  test("what is no head is not written", () => {
    for (const origin of ["", "a\nb", "a\0"])
      expect(() => formatCheckpoint({ origin, size: 1, root })).toThrow(TypeError);
    for (const size of [-1, 0.5, 2 ** 53])
      expect(() => formatCheckpoint({ origin: "o", size, root })).toThrow(RangeError);
    expect(() => formatCheckpoint({ origin: "o", size: 1, root: Buffer.alloc(31) })).toThrow(RangeError);
  });
});

// The bytes of a cosignature over anything, which no cosigner would make.
const cosigned = (body: string, seconds: bigint): string => {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(seconds);
  const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${body}`), keyOf("w1"));
  const encoded = Buffer.concat([witness.keyHash, time, signature]).toString("base64");
  return `${body}\n— ${witness.name} ${encoded}\n`;
};

describe("LO-3: cosignatures", () => {
  const line = witness.cosign(text, 1_800_000_000);

  test("a cosignature is one more line, and opens with its time", () => {
    const opened = openNote(note + line, [logKey, witnessKey]);
    expect(opened?.verified.map(({ name }) => name)).toEqual([log.name, witness.name]);
    expect(opened?.verified.map(({ signature }) => cosignedAt(signature))).toEqual([
      undefined,
      1_800_000_000,
    ]);
    expect(openNote(note + line, [logKey])?.unknown).toHaveLength(1);
  });

  test("its time cannot be changed", () => {
    const [, , encoded = ""] = line.trimEnd().split(" ");
    const bytes = Buffer.from(encoded, "base64");
    for (let bit = 0; bit < 64; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[4 + (bit >> 3)] = (changed[4 + (bit >> 3)] ?? 0) ^ (1 << (bit & 7));
      expect(
        openNote(`${note}— ${witness.name} ${changed.toString("base64")}\n`, [witnessKey]),
      ).toBeUndefined();
    }
  });

  test("nothing else counts as one, even signed by the witness", () => {
    expect(openNote(cosigned(text, 1n), [witnessKey])).toBeDefined();
    expect(openNote(cosigned(text, 0n), [witnessKey])).toBeUndefined();
    expect(openNote(cosigned(text, 2n ** 53n), [witnessKey])).toBeUndefined();
    expect(openNote(cosigned("no checkpoint\n", 1n), [witnessKey])).toBeUndefined();
  });

  test("the same key gives another key ID as a log and as a witness", () => {
    const asLog = createEd25519Signer(witness.name, keyOf("w1"));
    expect(asLog.keyHash.equals(witness.keyHash)).toBe(false);
    expect(openNote(signNote(text, [asLog]), [witnessKey])).toBeUndefined();
  });

  test("only a checkpoint is cosigned, at a real time", () => {
    expect(() => witness.cosign("hello\n", 1)).toThrow(TypeError);
    for (const seconds of [0, -1, 1.5, 2 ** 53])
      expect(() => witness.cosign(text, seconds)).toThrow(RangeError);
  });
});
