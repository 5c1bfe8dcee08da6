import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ProbityError } from "@probity/contracts";
import type { ServerConfig } from "../config/index.ts";
import { sha256 } from "../sha256.ts";

/** Signs bundles with Ed25519. */
export interface Signer {
  /** `<name>+<8 hex>`. */
  readonly keyid: string;
  /** Verifier key as in C2SP signed-note: `<name>+<8 hex>+<base64>`. What the SDK pins. */
  readonly vkey: string;
  sign(bytes: Uint8Array): Buffer;
}

/** Algorithm byte of Ed25519 in signed-note keys. */
const ed25519 = 0x01;

/** Loads the key of the configuration, or makes one in the data directory on the first start (mode 0600). */
export function loadSigner(
  config: Pick<ServerConfig, "dataDir" | "signingKeyFile" | "signingKeyName">,
): Signer {
  const file = signingKeyFile(config);
  if (config.signingKeyFile === undefined && !existsSync(file)) createKeyFile(file);
  return readSigner(file, config.signingKeyName);
}

/** Where the key of the configuration is; keys that rotation makes lie beside it. */
export const signingKeyFile = (config: Pick<ServerConfig, "dataDir" | "signingKeyFile">): string =>
  config.signingKeyFile ?? join(config.dataDir, "keys", "signing-key.pem");

/** Reads a key file. Throws `PROBITY_E_SIGNING_KEY` when it is missing or holds no Ed25519 key. */
export function readSigner(file: string, name: string): Signer {
  try {
    return makeSigner(name, createPrivateKey(readFileSync(file)));
  } catch (cause) {
    if (cause instanceof ProbityError) throw cause;
    throw new ProbityError("PROBITY_E_SIGNING_KEY", `${file}: ${String(cause)}`, { cause });
  }
}

/** Writes a new Ed25519 key (mode 0600), whole or not at all. Throws `PROBITY_E_SIGNING_KEY`. */
export function createKeyFile(file: string): void {
  try {
    writeKeyFile(file);
  } catch (cause) {
    throw new ProbityError("PROBITY_E_SIGNING_KEY", `${file}: ${String(cause)}`, { cause });
  }
}

function writeKeyFile(file: string): void {
  const { privateKey } = generateKeyPairSync("ed25519");
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flush: true });
  renameSync(temporary, file);
}

function makeSigner(name: string, key: KeyObject): Signer {
  if (key.asymmetricKeyType !== "ed25519") {
    throw new ProbityError(
      "PROBITY_E_SIGNING_KEY",
      `the key is ${key.asymmetricKeyType ?? "unknown"}, not ed25519`,
    );
  }
  const jwk = createPublicKey(key).export({ format: "jwk" });
  const encoded = Buffer.concat([Buffer.from([ed25519]), Buffer.from(jwk.x ?? "", "base64url")]);
  const hash = sha256(Buffer.concat([Buffer.from(`${name}\n`), encoded]))
    .subarray(0, 4)
    .toString("hex");
  return {
    keyid: `${name}+${hash}`,
    vkey: `${name}+${hash}+${encoded.toString("base64")}`,
    sign: (bytes) => sign(null, bytes, key),
  };
}
