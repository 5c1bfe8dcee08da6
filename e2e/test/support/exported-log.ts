import { createHash, generateKeyPairSync } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeHeader } from "@probity/contracts";
import {
  appendLeaves,
  type Cosigner,
  createAppendProver,
  createCosigner,
  createEd25519Signer,
  decodeEntries,
  encodeEntries,
  entriesPath,
  formatCheckpoint,
  formatProof,
  hashLeaf,
  type NoteSigner,
  rootOf,
  signNote,
  tilePath,
} from "@probity/tlog";

const empty = { size: 0, hashes: Buffer.alloc(0) };
const base64 = (text: string): string => createHash("sha256").update(text).digest("base64");

/** Headers of three writers who take turns: gap-free and chained, as an SDK writes them. */
export function writeHeaders(count: number, word = "event"): string[] {
  const last = new Map<string, { readonly seq: number; readonly header: string }>();
  return Array.from({ length: count }, (_, at) => {
    const src = `城建-${at % 3}/instance`;
    const { seq, header: before } = last.get(src) ?? { seq: 0, header: undefined };
    const header = writeHeader({
      src,
      seq: seq + 1,
      id: `${word}-${at}`,
      type: "finance.payment.approved",
      at: "2026-11-22T00:00:00Z",
      c: base64(`${word} ${at}`),
      prev: before === undefined ? "" : base64(before),
    });
    last.set(src, { seq: seq + 1, header });
    return header;
  });
}

/** The keys of a log and of its witness. */
export const logSigner: NoteSigner & { readonly vkey: string } = createEd25519Signer(
  "log.example/probity",
  generateKeyPairSync("ed25519").privateKey,
);
export const witness: Cosigner = createCosigner(
  "witness.example/audit",
  generateKeyPairSync("ed25519").privateKey,
);

/** A checkpoint of these entries, signed by the log and its witness unless others are named. */
export function signedCheckpoint(
  headers: readonly string[],
  signer: NoteSigner = logSigner,
  cosigner: Cosigner = witness,
): string {
  const leaves = headers.map((header) => hashLeaf("sha256", header));
  const root = rootOf("sha256", appendLeaves("sha256", empty, leaves).edge);
  const text = formatCheckpoint({ origin: logSigner.name, size: headers.length, root });
  return signNote(text, [signer]) + cosigner.cosign(text, 1_800_000_000);
}

/** The receipt of the entry at `index` in the log of these entries. */
export function receiptOf(headers: readonly string[], index: number): string {
  const leaves = headers.map((header) => hashLeaf("sha256", header));
  const proof = createAppendProver("sha256", empty, leaves).prove(index);
  return formatProof({ index, proof, checkpoint: signedCheckpoint(headers) });
}

function put(file: string, bytes: Uint8Array | string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}

/** Writes entries and tiles of a log as tlog-tiles lays them out, and its checkpoint. */
export function writeExport(
  dir: string,
  headers: readonly string[],
  checkpoint: string = signedCheckpoint(headers),
): void {
  const leaves = headers.map((header) => hashLeaf("sha256", header));
  for (const { level, index, hashes } of appendLeaves("sha256", empty, leaves).tiles) {
    put(join(dir, tilePath(level, index, hashes.length / 32)), hashes);
  }
  for (let at = 0; at < headers.length; at += 256) {
    const bundle = headers.slice(at, at + 256);
    put(
      join(dir, entriesPath(at / 256, bundle.length)),
      encodeEntries(bundle.map((header) => Buffer.from(header))),
    );
  }
  put(join(dir, "checkpoint"), checkpoint);
}

/** Changes the entries of the first bundle of an export, and nothing else. */
export function changeEntries(dir: string, change: (entries: Buffer[]) => Buffer[]): void {
  const file = join(dir, entriesPath(0, 256));
  const entries = decodeEntries(readFileSync(file), 256);
  if (entries === undefined) throw new Error(`${file} is no bundle of 256 entries`);
  writeFileSync(file, encodeEntries(change(entries)));
}
