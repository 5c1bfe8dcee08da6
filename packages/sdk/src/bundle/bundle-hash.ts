/** Whether a value of the wire is the SHA-256 (hex) that names a bundle. */
export const isBundleHash = (value: unknown): value is string =>
  typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
