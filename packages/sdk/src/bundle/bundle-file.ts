import { closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const bundleName = "bundle.json";
const trustName = "trust.json";
const trustFormat = "probity.trust/1";
/** More than the longest proof of the largest bundles that were seen; what is larger was not written by the SDK. */
const maxTrustBytes = 64 * 1024 * 1024;

/** Replaces a file: after a crash either the old one is there or the new one, whole. */
const replace = (folder: string, name: string, text: string): void => {
  const temporary = join(folder, `${name}.${process.pid}.tmp`);
  const file = openSync(temporary, "w", 0o600);
  try {
    // Not writeSync: a disk that is nearly full takes a part and says so by a number only.
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, join(folder, name));
};

/** Replaces the stored envelope. */
export const storeBundle = (folder: string, envelope: string): void => replace(folder, bundleName, envelope);

/** The stored envelope, undefined when there is none. It is verified again by whoever uses it. */
export const loadBundle = (folder: string): string | undefined => {
  try {
    return readFileSync(join(folder, bundleName), "utf8");
  } catch {
    return undefined;
  }
};

/** Replaces the stored proof of trust: the envelopes that introduced or ended keys. */
export const storeProof = (folder: string, proof: readonly string[]): void =>
  replace(folder, trustName, JSON.stringify({ format: trustFormat, proof }));

/** The stored proof, empty when there is none that can be read. It is verified again by whoever uses it. */
export const loadProof = (folder: string): readonly string[] => {
  try {
    const file = join(folder, trustName);
    if (statSync(file).size > maxTrustBytes) return [];
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    const proof = typeof value === "object" && value !== null && "proof" in value ? value.proof : undefined;
    return Array.isArray(proof) ? proof.filter((item) => typeof item === "string") : [];
  } catch {
    return [];
  }
};
