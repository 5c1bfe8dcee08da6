import { ownSource } from "../log/index.ts";
import type { Transaction } from "../store/index.ts";
import type { LifeOptions } from "./advance.ts";
import { writeStep } from "./history.ts";
import type { ProofKind } from "./life.ts";
import { insertProof } from "./proofs.ts";
import { lockVersions, pick, type VersionName } from "./versions.ts";

/** A result that is to be kept. */
export interface NewProof {
  readonly id: string;
  readonly kind: Exclude<ProofKind, "shadow">;
  /** The text that it is about; the version may have another one by now. */
  readonly digest: string;
  /** Of the cases that a check ran; null for a backtest. */
  readonly casesDigest: string | null;
  readonly ok: boolean;
  readonly by: string;
  readonly result: unknown;
}

/** Keeps a result with its version, and writes history and log as the transaction's last act. */
export async function recordProof(
  { log, clock }: Pick<LifeOptions, "log" | "clock">,
  transaction: Transaction,
  name: VersionName,
  proof: NewProof,
): Promise<void> {
  const now = new Date(clock());
  const { id, kind, digest, ok, by } = proof;
  const { state } = pick(await lockVersions(transaction, name.id), name);
  await insertProof(transaction, name, proof, now);
  const entry = { step: kind, state, digest, by, details: { proof: id, ok } } as const;
  await log.logServerEvents(transaction, ownSource, [await writeStep(transaction, name, entry, now)]);
}
