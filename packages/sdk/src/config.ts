import { ProbityError } from "@probity/contracts";
import type { Digest } from "@probity/tlog";
import { getHashes } from "node:crypto";
import { resolve } from "node:path";
import { parsePinnedKey, type PinnedKey } from "./bundle/vkey.ts";
import type { UncheckedOutcome } from "./client/probity.ts";
import type { ProbityOptions } from "./options.ts";
import type { FullPolicy } from "./spool/spool.ts";

/** Environment that options fall back to. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Options with defaults, checked. */
export interface Config {
  readonly endpoint: URL;
  readonly source: string;
  readonly key: string;
  readonly publicKeys: readonly PinnedKey[];
  readonly logDigest: Digest;
  /** Undefined: derived from the source's key. */
  readonly pseudonymKey: Buffer | undefined;
  readonly spoolDir: string;
  readonly onUnavailable: UncheckedOutcome;
  readonly whenFull: FullPolicy;
  readonly maxBytes: number;
  readonly blockMs: number;
  readonly minFreeBytes: number;
  readonly segmentBytes: number;
  readonly syncIntervalMs: number;
  readonly retryBaseMs: number;
  readonly retryCapMs: number;
  readonly deadlineMs: number;
  readonly decisionTtlMs: number;
  readonly hookTimeoutMs: number;
  readonly heartbeatMs: number;
  readonly bundleRefreshMs: number;
  readonly bundlePush: boolean;
  readonly requestTimeoutMs: number;
  readonly lingerMs: number;
}

const fail = (message: string, cause?: unknown): never => {
  throw new ProbityError("PROBITY_E_CONFIG", message, { cause });
};

const required = (value: string | undefined, option: string, variable: string): string =>
  value === undefined || value === "" ? fail(`${option} is missing: pass it or set ${variable}`) : value;

const endpointOf = (text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : fail(`endpoint ${JSON.stringify(text)} is not an address`);
  if (url.protocol !== "http:" && url.protocol !== "https:")
    fail(`endpoint must be http or https, not ${url.protocol}`);
  if (url.username !== "" || url.password !== "") fail("endpoint must not carry a user or password");
  if (url.search !== "" || url.hash !== "") fail("endpoint must not carry a query or fragment");
  return url;
};

const sourceOf = (text: string): string =>
  /^[\u0021-\uffff]{1,200}$/.test(text)
    ? text
    : fail("source must be 1 to 200 characters without white space");

const keyOf = (text: string): string =>
  /^probity_[A-Za-z0-9_-]{43}$/.test(text)
    ? text
    : fail("key is not a source key (probity_ and 43 characters); `probity sources add` prints one");

const publicKeysOf = (value: string | readonly string[] | undefined): PinnedKey[] =>
  (typeof value === "string" ? value.split(/\s+/) : (value ?? []))
    .filter((text) => text !== "")
    .map(parsePinnedKey);

const pseudonymKeyOf = (text: string): Buffer => {
  const key = Buffer.from(text, "base64url");
  const whole = /^[A-Za-z0-9_-]+$/.test(text) && key.length >= 32;
  return whole ? key : fail("pseudonymKey must be base64url of at least 32 bytes");
};

const digestOf = (value: string): Digest => {
  if (value !== "sha256" && value !== "sm3") return fail("logDigest must be sha256 or sm3");
  return getHashes().includes(value)
    ? value
    : fail(`this Node has no ${value}, so receipts cannot be verified`);
};

const number = (value: number | undefined, fallback: number, option: string, least = 1): number => {
  const chosen = value ?? fallback;
  return Number.isFinite(chosen) && chosen >= least ? chosen : fail(`${option} must be a number >= ${least}`);
};

const oneOf = <T extends string>(value: T | undefined, allowed: readonly T[], option: string): T => {
  const chosen = value ?? allowed[0];
  return chosen !== undefined && allowed.includes(chosen)
    ? chosen
    : fail(`${option} must be one of ${allowed.join(", ")}`);
};

/**
 * Checks options and environment. The only place where a client throws by itself.
 * @throws ProbityError `PROBITY_E_CONFIG`, naming the option.
 */
export const resolveConfig = (options: ProbityOptions, env: Environment): Config => {
  const { spool = {}, retry = {} } = options;
  const minute = 60_000;
  const pseudonymKey = options.pseudonymKey ?? env["PROBITY_PSEUDONYM_KEY"] ?? "";
  return {
    endpoint: endpointOf(
      required(options.endpoint ?? env["PROBITY_ENDPOINT"], "endpoint", "PROBITY_ENDPOINT"),
    ),
    source: sourceOf(required(options.source ?? env["PROBITY_SOURCE"], "source", "PROBITY_SOURCE")),
    key: keyOf(required(options.key ?? env["PROBITY_KEY"], "key", "PROBITY_KEY")),
    pseudonymKey: pseudonymKey === "" ? undefined : pseudonymKeyOf(pseudonymKey),
    publicKeys: publicKeysOf(options.publicKey ?? env["PROBITY_PUBLIC_KEY"]),
    logDigest: digestOf(options.logDigest ?? (env["PROBITY_LOG_DIGEST"] || "sha256")),
    spoolDir: resolve(options.spoolDir ?? (env["PROBITY_SPOOL_DIR"] || ".probity-spool")),
    onUnavailable: oneOf(options.onUnavailable, ["allow", "warn", "justify", "block"], "onUnavailable"),
    whenFull: oneOf(spool.whenFull, ["drop-newest-counted", "block", "throw"], "spool.whenFull"),
    blockMs: number(spool.blockMs, 1000, "spool.blockMs"),
    minFreeBytes: number(spool.minFreeBytes, 64 * 1024 * 1024, "spool.minFreeBytes", 0),
    maxBytes: number(spool.maxBytes, 1_000_000_000, "spool.maxBytes"),
    segmentBytes: Math.min(number(spool.segmentBytes, 8 * 1024 * 1024, "spool.segmentBytes"), 2 ** 31),
    syncIntervalMs: number(spool.syncIntervalMs, 10, "spool.syncIntervalMs"),
    retryBaseMs: number(retry.baseMs, 200, "retry.baseMs"),
    retryCapMs: number(retry.capMs, 30_000, "retry.capMs"),
    deadlineMs: number(options.deadlineMs, 50, "deadlineMs"),
    decisionTtlMs: number(options.decisionTtlMs, 30 * minute, "decisionTtlMs", 1000),
    hookTimeoutMs: number(options.hookTimeoutMs, 1000, "hookTimeoutMs"),
    heartbeatMs: number(options.heartbeatMs, minute, "heartbeatMs", 0),
    bundleRefreshMs: number(options.bundleRefreshMs, 30_000, "bundleRefreshMs"),
    bundlePush: options.bundlePush ?? true,
    requestTimeoutMs: number(options.requestTimeoutMs, 10_000, "requestTimeoutMs"),
    lingerMs: number(options.lingerMs, 10, "lingerMs", 0),
  };
};
