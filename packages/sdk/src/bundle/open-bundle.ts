import { bundlePayloadType, ProbityError, type Bundle } from "@probity/contracts";
import { dssePae } from "@probity/engine";
import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import type { PinnedKey } from "./vkey.ts";

/** A bundle whose signature holds, not yet compiled. */
export interface OpenedBundle {
  readonly bundle: Bundle;
  /** SHA-256 (hex) of the signed bytes. */
  readonly hash: string;
}

const malformed = (message: string, cause?: unknown): ProbityError =>
  new ProbityError("PROBITY_E_BUNDLE_FORMAT", message, { cause });

const parse = (text: string, what: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw malformed(`${what} is not JSON`, cause);
  }
};

interface Signature {
  readonly keyid: string;
  readonly sig: string;
}

const isSignature = (value: unknown): value is Signature =>
  typeof value === "object" &&
  value !== null &&
  "keyid" in value &&
  typeof value.keyid === "string" &&
  "sig" in value &&
  typeof value.sig === "string";

interface Envelope {
  readonly payload: Buffer;
  readonly signatures: readonly Signature[];
}

const readEnvelope = (text: string): Envelope => {
  const value = parse(text, "the envelope");
  if (typeof value !== "object" || value === null) throw malformed("the envelope is not an object");
  if (!("payloadType" in value) || value.payloadType !== bundlePayloadType)
    throw malformed("another payload type");
  if (!("payload" in value) || typeof value.payload !== "string") throw malformed("no payload");
  if (!("signatures" in value) || !Array.isArray(value.signatures)) throw malformed("no signatures");
  const signatures = value.signatures.slice(0, 16).filter(isSignature);
  const payload = Buffer.from(value.payload, "base64");
  if (!isUtf8(payload)) throw malformed("the payload is not UTF-8");
  return { payload, signatures };
};

const agrees = (keys: readonly PinnedKey[], { payload, signatures }: Envelope): boolean => {
  // Exact: the payload was checked to be UTF-8.
  const message = Buffer.from(dssePae(bundlePayloadType, payload)).toString("utf8");
  return signatures.some(({ keyid, sig }) =>
    keys.some(({ id, verifier }) => id === keyid && verifier.verify(message, Buffer.from(sig, "base64"))),
  );
};

const isBundle = (value: unknown): value is Bundle =>
  typeof value === "object" &&
  value !== null &&
  "format" in value &&
  value.format === "probity.bundle/1" &&
  "source" in value &&
  typeof value.source === "string" &&
  "version" in value &&
  Number.isSafeInteger(value.version) &&
  "notBefore" in value &&
  typeof value.notBefore === "string" &&
  "expiresAt" in value &&
  typeof value.expiresAt === "string";

/** Whether one of the keys signed an envelope; several keys sign it while one takes the place of another. */
export const isSignedBy = (text: string, keys: readonly PinnedKey[]): boolean =>
  agrees(keys, readEnvelope(text));

/**
 * Verifies an envelope and reads the bundle in it. What the bundle's rules contain is the engine's business.
 * @throws ProbityError `PROBITY_E_BUNDLE_FORMAT`, `PROBITY_E_BUNDLE_SIGNATURE`, `PROBITY_E_BUNDLE_SOURCE`.
 */
export const openBundle = (text: string, keys: readonly PinnedKey[], source: string): OpenedBundle => {
  const envelope = readEnvelope(text);
  const { payload, signatures } = envelope;
  if (!agrees(keys, envelope)) {
    const named = signatures.map(({ keyid }) => keyid).join(", ");
    throw new ProbityError(
      "PROBITY_E_BUNDLE_SIGNATURE",
      `signed by ${named || "nobody"}, no trusted key agrees`,
    );
  }
  const bundle = parse(payload.toString("utf8"), "the payload");
  if (!isBundle(bundle)) throw malformed("the payload is not a bundle of format 1");
  if (bundle.source !== source) {
    throw new ProbityError("PROBITY_E_BUNDLE_SOURCE", `made for ${bundle.source}, this client is ${source}`);
  }
  return { bundle, hash: createHash("sha256").update(payload).digest("hex") };
};
