import { readFileSync, statSync } from "node:fs";
import { ProbityError } from "@probity/contracts";
import { type Digest, type NoteVerifier, parseVerifierKey } from "@probity/tlog";
import { type AuditKeys, directorySource, httpSource, type LogSource } from "../../audit/index.ts";
import { readPolicy } from "../../witness/index.ts";

const maxBytes = 16 * 1024 * 1024;

/** The text of a small file. Throws `PROBITY_E_FILE`. */
export function readText(file: string): string {
  try {
    const { size } = statSync(file);
    if (size > maxBytes) throw new Error(`${size} bytes are too many`);
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new ProbityError("PROBITY_E_FILE", `${file}: ${String(cause)}`, { cause });
  }
}

/** The value of an option that a command cannot do without. Throws `PROBITY_E_USAGE`. */
export function needed(value: string | undefined, flag: string): string {
  if (value !== undefined && value !== "") return value;
  throw new ProbityError("PROBITY_E_USAGE", `${flag} is needed`);
}

/** A verifier key of the command line. Throws `PROBITY_E_USAGE`. */
export function keyOf(vkey: string, flag: string): NoteVerifier {
  try {
    return parseVerifierKey(vkey);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ProbityError("PROBITY_E_USAGE", `${flag}: ${reason}`, { cause });
  }
}

/** The digest of `--digest`. Throws `PROBITY_E_USAGE`. */
export function digestOf(value: string | undefined): Digest {
  if (value === undefined || value === "sha256" || value === "sm3") return value ?? "sha256";
  throw new ProbityError("PROBITY_E_USAGE", "--digest must be sha256 or sm3");
}

/** Whom the options of the command line trust. */
export function keysOf(options: { readonly key?: string; readonly policy?: string }): AuditKeys {
  return {
    log: keyOf(needed(options.key, "--key"), "--key"),
    policy: options.policy === undefined ? undefined : readPolicy(options.policy),
  };
}

/** The log in a directory or under a URL. */
export function sourceOf(place: string, tokenFile: string | undefined): LogSource {
  const isUrl = /^https?:\/\//.test(place);
  if (!isUrl) return directorySource(place);
  if (!URL.canParse(place)) throw new ProbityError("PROBITY_E_USAGE", `${place} is not a URL`);
  return httpSource(place, tokenFile === undefined ? undefined : readText(tokenFile).trim());
}
