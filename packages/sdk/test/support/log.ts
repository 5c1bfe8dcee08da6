import { readHeader } from "@probity/contracts";
import {
  appendLeaves,
  createAppendProver,
  createEd25519Signer,
  formatCheckpoint,
  formatProof,
  hashLeaf,
  signNote,
  type AppendProver,
  type Edge,
} from "@probity/tlog";
import { generateKeyPairSync, hash, type KeyObject } from "node:crypto";

/** A log in memory: gap-free streams in one tree, with signed receipts. */
export interface TestLog {
  /** What a client pins. */
  readonly vkey: string;
  /** All headers, in order. */
  readonly headers: readonly string[];
  /**
   * Takes the headers of one batch or none of them: undefined, or the status 409 with its problem.
   */
  append(headers: readonly string[]): Record<string, unknown> | undefined;
  /** Receipt of a header that is in the log. */
  receiptOf(header: string): string;
}

const empty: Edge = { size: 0, hashes: Buffer.alloc(0) };

/** An empty log with a new key. */
export const createLog = (
  origin = "test.example/log",
  privateKey: KeyObject = generateKeyPairSync("ed25519").privateKey,
): TestLog => {
  const signer = createEd25519Signer(origin, privateKey);
  const streams = new Map<string, string[]>();
  const headers: string[] = [];
  const leaves: Buffer[] = [];
  let edge = empty;
  let newest: { readonly from: number; readonly prover: AppendProver } | undefined;

  const checkpoint = (root: Buffer): string =>
    signNote(formatCheckpoint({ origin, size: leaves.length, root }), [signer]);

  const judge = (batch: readonly string[]): Record<string, unknown> | undefined => {
    const [first] = batch.map(readHeader);
    if (first === undefined) return { status: 400, code: "PROBITY_E_STREAM_RECORD" };
    const known = [...(streams.get(first.src) ?? [])];
    for (const text of batch) {
      const header = readHeader(text);
      if (header?.src !== first.src) return { status: 400, code: "PROBITY_E_STREAM_RECORD" };
      const before = known[header.seq - 1];
      if (before !== undefined && before !== text)
        return { status: 409, code: "PROBITY_E_STREAM_EQUIVOCATION" };
      if (before !== undefined) continue;
      const last = known.at(-1);
      const prev = last === undefined ? "" : hash("sha256", last, "base64");
      const expected = known.length + 1;
      if (header.seq !== expected || header.prev !== prev)
        return { status: 409, code: "PROBITY_E_STREAM_GAP", expected };
      known.push(text);
    }
    const fresh = known.slice(streams.get(first.src)?.length ?? 0);
    streams.set(first.src, known);
    headers.push(...fresh);
    const hashes = fresh.map((text) => hashLeaf("sha256", text));
    leaves.push(...hashes);
    const appended = appendLeaves("sha256", edge, hashes);
    if (hashes.length > 0) newest = { from: edge.size, prover: appended.prover() };
    edge = appended.edge;
    return undefined;
  };

  return {
    vkey: signer.vkey,
    headers,
    append: judge,
    receiptOf: (header) => {
      const index = headers.lastIndexOf(header);
      const { root, prove } =
        newest !== undefined && index >= newest.from
          ? newest.prover
          : createAppendProver("sha256", empty, leaves);
      return formatProof({ index, proof: prove(index), checkpoint: checkpoint(root) });
    },
  };
};
