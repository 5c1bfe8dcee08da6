import { ProbityError } from "@probity/contracts";
import { readBundleKeys } from "./bundle-keys.ts";
import { isSignedBy, openBundle, type OpenedBundle } from "./open-bundle.ts";
import type { PinnedKey } from "./vkey.ts";

/** The keys by which bundles are verified, and why. */
export interface Trust {
  /** Those that the host pinned. */
  readonly pinned: readonly PinnedKey[];
  /** Those that verified bundles introduced. */
  readonly learnt: readonly PinnedKey[];
  /** Ids of keys that verified bundles ended, for ever. */
  readonly revoked: ReadonlySet<string>;
  /** Pinned and learnt, less revoked. */
  readonly keys: readonly PinnedKey[];
  /** The envelopes that introduced or ended keys, oldest first: whoever has only the pinned keys can verify them again. */
  readonly proof: readonly string[];
  /** Version of the last of them, 0 without any: no older bundle is taken. */
  readonly version: number;
}

const maxLearnt = 64;
const maxRevoked = 1024;
const maxProof = 64;

/** Nothing but what the host pinned. */
export const pinnedTrust = (pinned: readonly PinnedKey[]): Trust => ({
  pinned,
  learnt: [],
  revoked: new Set(),
  keys: pinned,
  proof: [],
  version: 0,
});

const refused = (message: string): ProbityError => new ProbityError("PROBITY_E_BUNDLE_SIGNATURE", message);

/**
 * The trust behind a bundle that the trust before it verified; the same object when it changes nothing.
 * @throws ProbityError `PROBITY_E_BUNDLE_FORMAT` for malformed keys, `PROBITY_E_BUNDLE_SIGNATURE` when it would revoke
 * every key that signs it, for nobody could follow it then.
 */
const advance = (trust: Trust, { bundle }: OpenedBundle, envelope: string): Trust => {
  const { trusted, revoked } = readBundleKeys(bundle);
  const known = new Set([...trust.pinned, ...trust.learnt].map(({ vkey }) => vkey));
  const fresh = trusted.filter(({ vkey }) => !known.has(vkey));
  if (fresh.length === 0 && revoked.every((id) => trust.revoked.has(id))) return trust;
  const learnt = [...trust.learnt, ...fresh];
  const ended = new Set([...trust.revoked, ...revoked]);
  if (learnt.length > maxLearnt || ended.size > maxRevoked)
    throw refused("too many changes of keys: pin a newer one");
  const keys = [...trust.pinned, ...learnt].filter(({ id }) => !ended.has(id));
  if (!isSignedBy(envelope, keys)) throw refused("it revokes every key that signs it");
  const proof = [...trust.proof, envelope];
  return { pinned: trust.pinned, learnt, revoked: ended, keys, proof, version: bundle.version };
};

/** A trust that was built again from its proof, and what of the proof does not hold. */
export interface Replayed {
  readonly trust: Trust;
  readonly broken: readonly { readonly envelope: string; readonly error: ProbityError }[];
}

/** Builds trust from the pinned keys and the envelopes of a proof, each verified by what those before it left. */
export const replayTrust = (
  pinned: readonly PinnedKey[],
  source: string,
  proof: readonly string[],
): Replayed => {
  let trust = pinnedTrust(pinned);
  const broken: { envelope: string; error: ProbityError }[] = [];
  for (const envelope of proof) {
    try {
      const opened = openBundle(envelope, trust.keys, source);
      if (opened.bundle.version <= trust.version) throw refused("it is not newer than the change before it");
      trust = advance(trust, opened, envelope);
    } catch (cause) {
      const error = cause instanceof ProbityError ? cause : refused("a change of keys cannot be read");
      broken.push({ envelope, error });
    }
  }
  return { trust, broken };
};

const isSame = (one: Trust, other: Trust): boolean =>
  one.learnt.length === other.learnt.length &&
  one.revoked.size === other.revoked.size &&
  one.learnt.every(({ vkey }) => other.learnt.some((key) => key.vkey === vkey)) &&
  [...one.revoked].every((id) => other.revoked.has(id));

/** Without the envelopes that the others make unnecessary: a newer one often says what older ones said. */
const shorten = (trust: Trust, source: string): Trust => {
  let short = trust;
  for (const envelope of trust.proof) {
    const rest = short.proof.filter((one) => one !== envelope);
    const { trust: without, broken } = replayTrust(trust.pinned, source, rest);
    if (broken.length === 0 && isSame(without, trust)) short = { ...without, version: trust.version };
  }
  if (short.proof.length > maxProof) throw refused("too many changes of keys: pin a newer one");
  return short;
};

/** The trust behind a verified bundle, with the shortest proof; the same object when it changes nothing. See `advance`. */
export const trustAfter = (trust: Trust, opened: OpenedBundle, envelope: string): Trust => {
  const next = advance(trust, opened, envelope);
  return next === trust ? trust : shorten(next, opened.bundle.source);
};
