import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { writeHeader } from "@probity/contracts";
import {
  appendLeaves,
  createEd25519Signer,
  encodeEntries,
  entriesPath,
  formatCheckpoint,
  hashLeaf,
  rootOf,
  signNote,
  tilePath,
} from "@probity/tlog";

const sha256 = (...parts: readonly (string | Buffer)[]): string => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("base64");
};

/** A record as an SDK writes it. */
export interface SampleRecord {
  readonly header: string;
  readonly salt: string;
  readonly payload: string;
}

/** `count` records of a few streams in turn, each stream gap-free; the last of a closed one is `stream.close`. */
export function sampleRecords(count: number, salt: string = "x"): readonly SampleRecord[] {
  const streams = ["s/aaaaaaaaaaaaaaaaaaaaaa", "s/bbbbbbbbbbbbbbbbbbbbbb", "t/~server"];
  const last = new Map<string, { readonly seq: number; readonly prev: string }>();
  return Array.from({ length: count }, (_, index) => {
    const src = streams[index % streams.length] ?? "";
    const { seq, prev } = last.get(src) ?? { seq: 1, prev: "" };
    const isEnd = index % streams.length === 0 && index + streams.length >= count;
    const type = isEnd ? "stream.close" : "procurement.award.decided";
    const id = `${salt}-${index}`;
    const payload = JSON.stringify({
      specversion: "1.0",
      id,
      source: src.slice(0, 1),
      type,
      data: { index },
    });
    const bytes = randomBytes(32);
    const at = new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString();
    const header = writeHeader({ src, seq, id, type, at, c: sha256(bytes, payload), prev });
    last.set(src, { seq: seq + 1, prev: sha256(header) });
    return { header, salt: bytes.toString("base64"), payload };
  });
}

/** A key that signs logs. */
export const sampleKey = (origin: string): ReturnType<typeof createEd25519Signer> =>
  createEd25519Signer(origin, generateKeyPairSync("ed25519").privateKey);

/** Files of a published log by path. */
export type LogFiles = Map<string, Buffer>;

/** A log of these entries as static files, signed. */
export function publish(
  entries: readonly string[],
  signer: ReturnType<typeof sampleKey>,
  digest: "sha256" | "sm3" = "sha256",
): LogFiles {
  const leaves = entries.map((entry) => hashLeaf(digest, entry));
  const { edge, tiles } = appendLeaves(digest, { size: 0, hashes: Buffer.alloc(0) }, leaves);
  const files: LogFiles = new Map();
  for (const { level, index, hashes } of tiles) files.set(tilePath(level, index, hashes.length / 32), hashes);
  for (let at = 0; at < entries.length; at += 256) {
    const part = entries.slice(at, at + 256);
    files.set(entriesPath(at / 256, part.length), encodeEntries(part.map((entry) => Buffer.from(entry))));
  }
  const checkpoint = { origin: signer.name, size: entries.length, root: rootOf(digest, edge) };
  files.set("checkpoint", Buffer.from(signNote(formatCheckpoint(checkpoint), [signer])));
  return files;
}

/** A directory that is gone after the run, with all of its directories. */
export const tempDirectory = (): string => mkdtempSync(join(tmpdir(), "probity-log-"));

/** Writes the files into a new directory. */
export function writeFiles(files: LogFiles, directory: string = tempDirectory()): string {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), bytes);
  }
  return directory;
}
