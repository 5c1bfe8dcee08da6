import { createPrivateKey, generateKeyPairSync, hash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { ProbityError } from "@probity/contracts";
import { type Cosigner, createCosigner, type Digest, parseVerifierKey } from "@probity/tlog";

/** A log that a witness serves; the name of its key is its origin. */
export interface WitnessedLog {
  readonly vkey: string;
  readonly digest: Digest;
}

/** The directory of a witness: key, logs, and the newest checkpoint of each that it cosigned. */
export interface WitnessFiles {
  readonly cosigner: Cosigner;
  readonly logs: readonly WitnessedLog[];
  /** Remembers one more log. Throws `PROBITY_E_WITNESS` for a second one of its origin. */
  addLog(log: WitnessedLog): void;
  /** The note that was cosigned last for an origin. */
  newest(origin: string): string | undefined;
  /** Keeps a note; it is on the disk when this returns. */
  keep(origin: string, note: string): void;
}

/** Name under which a witness serves the checkpoint of a log: SHA-256 of the origin, hexadecimal (c2sp.org/tlog-witness). */
export const originHash = (origin: string): string => hash("sha256", origin, "hex");

interface Settings {
  readonly name: string;
  readonly logs: readonly WitnessedLog[];
}

const settingsFile = (directory: string): string => join(directory, "witness.json");
const keyFile = (directory: string): string => join(directory, "witness-key.pem");

/** Makes a witness with a new key. Throws `PROBITY_E_WITNESS` when the directory holds one. */
export function createWitnessFiles(directory: string, name: string): WitnessFiles {
  if (existsSync(settingsFile(directory)) || existsSync(keyFile(directory)))
    throw new ProbityError("PROBITY_E_WITNESS", `${directory} holds a witness already`);
  const { privateKey } = generateKeyPairSync("ed25519");
  try {
    createCosigner(name, privateKey);
  } catch (cause) {
    throw new ProbityError("PROBITY_E_USAGE", `--name: ${reason(cause)}`, { cause });
  }
  onDisk(directory, () => {
    mkdirSync(join(directory, "checkpoints"), { recursive: true, mode: 0o700 });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" });
    replaceFile(directory, keyFile(directory), pem, 0o600);
    writeSettings(directory, { name, logs: [] });
  });
  return openWitnessFiles(directory);
}

/** Opens the directory of a witness. Throws `PROBITY_E_WITNESS` when there is none. */
export function openWitnessFiles(directory: string): WitnessFiles {
  if (!existsSync(settingsFile(directory)))
    throw new ProbityError("PROBITY_E_WITNESS", `${directory} holds no witness; make one with witness init`);
  const settings = onDisk(directory, () => readSettings(directory));
  const cosigner = onDisk(directory, () =>
    createCosigner(settings.name, createPrivateKey(readFileSync(keyFile(directory)))),
  );
  const fileOf = (origin: string): string => join(directory, "checkpoints", originHash(origin));
  return {
    cosigner,
    get logs() {
      // Read each time: a log may be added while another process serves.
      return onDisk(directory, () => readSettings(directory).logs);
    },
    addLog(log) {
      const { logs } = onDisk(directory, () => readSettings(directory));
      const { name } = parseVerifierKey(log.vkey);
      if (logs.some(({ vkey }) => parseVerifierKey(vkey).name === name))
        throw new ProbityError("PROBITY_E_WITNESS", `a log with the origin ${name} is known already`);
      onDisk(directory, () => writeSettings(directory, { name: settings.name, logs: [...logs, log] }));
    },
    newest(origin) {
      const file = fileOf(origin);
      return onDisk(directory, () => (existsSync(file) ? readFileSync(file, "utf8") : undefined));
    },
    keep: (origin, note) =>
      onDisk(directory, () => replaceFile(join(directory, "checkpoints"), fileOf(origin), note, 0o644)),
  };
}

function readSettings(directory: string): Settings {
  const value: unknown = JSON.parse(readFileSync(settingsFile(directory), "utf8"));
  if (typeof value === "object" && value !== null && "name" in value && "logs" in value) {
    const { name, logs } = value;
    if (typeof name === "string" && Array.isArray(logs)) return { name, logs: logs.map(readLog) };
  }
  throw new Error("witness.json is damaged");
}

function readLog(value: unknown): WitnessedLog {
  if (typeof value === "object" && value !== null && "vkey" in value && "digest" in value) {
    const { vkey, digest } = value;
    const isKnown = digest === "sha256" || digest === "sm3";
    if (typeof vkey === "string" && isKnown && parseVerifierKey(vkey).name !== "") return { vkey, digest };
  }
  throw new Error("witness.json is damaged");
}

function writeSettings(directory: string, settings: Settings): void {
  replaceFile(directory, settingsFile(directory), `${JSON.stringify(settings, undefined, 2)}\n`, 0o644);
}

/** The old file or the new one, whole, at any moment; the new one for good when this returns. */
function replaceFile(directory: string, file: string, text: string, mode: number): void {
  const temporary = `${file}.tmp`;
  writeFileSync(temporary, text, { mode, flush: true });
  renameSync(temporary, file);
  const handle = openSync(directory, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function onDisk<T>(directory: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof ProbityError) throw cause;
    throw new ProbityError("PROBITY_E_FILE", `${directory}: ${reason(cause)}`, { cause });
  }
}

const reason = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
