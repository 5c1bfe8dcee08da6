import { generateKeyPairSync, randomBytes } from "node:crypto";
import { streamName, writeHeader } from "@probity/contracts";
import {
  appendLeaves,
  createEd25519Signer,
  type Edge,
  formatCheckpoint,
  formatProof,
  hashLeaf,
  signNote,
} from "@probity/tlog";
import { median } from "../engine/statistics.ts";

/** What the log alone costs in CPU: leaf hash, append with tiles, root, proof of the last leaf, signed checkpoint. */
export interface LogCost {
  readonly batch: number;
  readonly microsecondsPerEvent: number;
  readonly tileBytesPerMillion: number;
}

const hash = (): string => randomBytes(32).toString("base64");

const makeHeaders = (count: number): readonly string[] => {
  const src = streamName("bench", randomBytes(16).toString("base64url"));
  return Array.from({ length: count }, (_, index) =>
    writeHeader({
      src,
      seq: index + 2,
      id: crypto.randomUUID(),
      type: "procurement.award.decided",
      at: "2026-06-01T10:00:00.000Z",
      c: hash(),
      prev: hash(),
    }),
  );
};

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const rounds = 5;

/** Measures it in this process over so many events, five times, and takes the median. */
export const measureLogCost = (batch: number, events: number): LogCost => {
  const signer = createEd25519Signer("bench", generateKeyPairSync("ed25519").privateKey);
  const headers = makeHeaders(events);
  let edge: Edge = { size: 0, hashes: Buffer.alloc(0) };
  let tileBytes = 0;
  const once = (): number => {
    const begun = cpuMs();
    for (let at = 0; at < headers.length; at += batch) {
      const leaves = headers.slice(at, at + batch).map((header) => hashLeaf("sha256", header));
      const appended = appendLeaves("sha256", edge, leaves);
      edge = appended.edge;
      const prover = appended.prover();
      const checkpoint = signNote(formatCheckpoint({ origin: "bench", size: edge.size, root: prover.root }), [
        signer,
      ]);
      formatProof({ index: edge.size - 1, proof: prover.prove(edge.size - 1), checkpoint });
      tileBytes += appended.tiles.reduce((sum, { hashes }) => sum + hashes.length, 0);
    }
    return ((cpuMs() - begun) * 1000) / headers.length;
  };
  once();
  const times = Array.from({ length: rounds }, once);
  return {
    batch,
    microsecondsPerEvent: median(times),
    tileBytesPerMillion: (tileBytes / (headers.length * (rounds + 1))) * 1_000_000,
  };
};
