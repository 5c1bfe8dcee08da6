import {
  createEd25519Signer,
  createAppendProver,
  formatCheckpoint,
  formatProof,
  hashLeaf,
  signNote,
} from "@probity/tlog";
import type { KeyObject } from "node:crypto";

/** The log of the suite's server: takes every header and proves that it has it. */
export interface SuiteLog {
  readonly signer: ReturnType<typeof createEd25519Signer>;
  /** Logs what it does not have yet; the receipt of the last header. */
  take(headers: readonly string[]): string;
}

/** An empty log. */
export function createSuiteLog(origin: string, key: KeyObject): SuiteLog {
  const signer = createEd25519Signer(origin, key);
  const known: string[] = [];
  return {
    signer,
    take: (headers) => {
      known.push(...headers.filter((header) => !known.includes(header)));
      const index = known.indexOf(headers.at(-1) ?? "");
      const leaves = known.map((header) => hashLeaf("sha256", header));
      // Made anew each time: a test has some ten events.
      const { root, prove } = createAppendProver("sha256", { size: 0, hashes: Buffer.alloc(0) }, leaves);
      const checkpoint = signNote(formatCheckpoint({ origin, size: known.length, root }), [signer]);
      return formatProof({ index, proof: prove(index), checkpoint });
    },
  };
}
