import type { Digest } from "@probity/tlog";

/** What the delivering thread is told at its start: plain data, for it may be another thread. */
export interface CourierConfig {
  /** Folder of this source below the spool directory. */
  readonly folder: string;
  readonly source: string;
  readonly key: string;
  readonly endpoint: string;
  /** Pinned verifier keys; without one receipts are not verified. */
  readonly publicKeys: readonly string[];
  readonly logDigest: Digest;
  readonly segmentBytes: number;
  readonly syncIntervalMs: number;
  readonly lingerMs: number;
  readonly requestTimeoutMs: number;
  readonly retryBaseMs: number;
  readonly retryCapMs: number;
  /** Free space on the spool's volume below which events are kept in memory instead. */
  readonly minFreeBytes: number;
  readonly staleMs: number;
  readonly rescanMs: number;
  /** Random name of the client, to know its own directories by. */
  readonly client: string;
}
