import { ProbityError, type Bundle } from "@probity/contracts";
import type { Evaluator } from "@probity/engine";

/** A verified, compiled bundle in use. */
export interface ActiveBundle {
  readonly evaluator: Evaluator;
  readonly version: number;
  /** SHA-256 (hex) of the signed bytes. */
  readonly hash: string;
  /** Milliseconds since the epoch. After it every decision is degraded. */
  readonly expiresAtMs: number;
}

/** Tolerated difference between the server's clock and ours at the start of a validity. */
const skewMs = 300_000;

const instant = (bundle: Bundle, field: "notBefore" | "expiresAt"): number => {
  const ms = Date.parse(bundle[field]);
  if (Number.isNaN(ms)) throw new ProbityError("PROBITY_E_BUNDLE_FORMAT", `${field} is not an instant`);
  return ms;
};

/**
 * Whether a verified bundle may replace the active one.
 * @returns false when it is the active one.
 * @throws ProbityError `PROBITY_E_BUNDLE_VERSION` (older, or other content under the same version),
 * `PROBITY_E_BUNDLE_VALIDITY` (not yet valid; expired, unless `acceptExpired`).
 */
export const mayReplace = (
  candidate: { readonly bundle: Bundle; readonly hash: string },
  active: ActiveBundle | undefined,
  now: number,
  acceptExpired: boolean,
): boolean => {
  const { bundle, hash } = candidate;
  if (active !== undefined) {
    if (bundle.version === active.version && hash === active.hash) return false;
    if (bundle.version <= active.version) {
      const message = `offered ${bundle.version} (${hash}), active ${active.version} (${active.hash})`;
      throw new ProbityError("PROBITY_E_BUNDLE_VERSION", message);
    }
  }
  if (instant(bundle, "notBefore") > now + skewMs) {
    throw new ProbityError("PROBITY_E_BUNDLE_VALIDITY", `valid from ${bundle.notBefore}`);
  }
  if (!acceptExpired && instant(bundle, "expiresAt") <= now) {
    throw new ProbityError("PROBITY_E_BUNDLE_VALIDITY", `expired at ${bundle.expiresAt}`);
  }
  return true;
};

/** Builds the value that is activated by one assignment. */
export const activeBundle = (evaluator: Evaluator, hash: string): ActiveBundle => ({
  evaluator,
  version: evaluator.bundle.version,
  hash,
  expiresAtMs: instant(evaluator.bundle, "expiresAt"),
});
