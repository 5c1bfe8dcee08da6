import { isBundleHash } from "../bundle/bundle-hash.ts";

const taken = new Set<unknown>(["accepted", "duplicate", "quarantined"]);

/** A JSON object of an answer; undefined for anything else. */
export const readObject = (body: Uint8Array): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString("utf8"));
    // An object that is no array has text keys and unknown values.
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};

const statusOf = (result: unknown): unknown =>
  typeof result === "object" && result !== null && "status" in result ? result.status : undefined;

/** What the server says of a batch that it has. */
export interface IngestAnswer {
  readonly duplicates: number;
  readonly quarantined: number;
  /** Not verified yet. */
  readonly receipt: unknown;
  /** Hash of the bundle in force for this source, where the server names one. */
  readonly bundle: string | undefined;
}

const bundleOf = (value: unknown): string | undefined => {
  const hash = typeof value === "object" && value !== null && "hash" in value ? value.hash : undefined;
  return isBundleHash(hash) ? hash : undefined;
};

/**
 * Reads the answer of `POST /v1/events`. Undefined unless it says of every one of `count` events that the server has
 * it: a proxy's friendly page with status 200 must not delete anything.
 */
export const readIngestAnswer = (body: Uint8Array, count: number): IngestAnswer | undefined => {
  const answer = readObject(body);
  const results: unknown = answer?.["results"];
  if (!Array.isArray(results) || results.length !== count) return undefined;
  const statuses = results.map(statusOf);
  if (!statuses.every((status) => taken.has(status))) return undefined;
  return {
    duplicates: statuses.filter((status) => status === "duplicate").length,
    quarantined: statuses.filter((status) => status === "quarantined").length,
    receipt: answer?.["receipt"],
    bundle: bundleOf(answer?.["bundle"]),
  };
};
