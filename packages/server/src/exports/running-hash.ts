import { createHash } from "node:crypto";

/** A SHA-256 of what comes piece by piece. */
export interface RunningHash {
  update(bytes: string | Uint8Array): void;
  /** Hex; once. */
  digest(): string;
}

/** Begins one. */
export function sha256Of(): RunningHash {
  const hash = createHash("sha256");
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest("hex") };
}
