import { hkdfSync } from "node:crypto";

/**
 * The key of decision tokens, derived from the source key: every instance of the host has it without a call, and the
 * server never needs it.
 */
export const deriveTokenKey = (sourceKey: string): Buffer =>
  Buffer.from(hkdfSync("sha256", sourceKey, "", "probity/decision-token/v1", 32));
