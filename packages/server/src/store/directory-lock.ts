import { randomUUID } from "node:crypto";
import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { ProbityError } from "@probity/contracts";

/** Who holds a data directory. */
export interface LockHolder {
  readonly pid: number;
  /** Start of that process in clock ticks since boot: a process id alone may belong to somebody else by now. */
  readonly started: string;
  readonly boot: string;
  readonly host: string;
  readonly nonce: string;
  /** Number of the file itself: a lock that was copied with its folder stands in another file. */
  readonly file?: number | undefined;
}

/** A held data directory. */
export interface DirectoryLock {
  /**
   * True when the last holder did not end on this machine since it was switched on: what it wrote and did not sync may
   * be lost or torn. Also for a folder that was copied while it was held.
   */
  readonly unclean: boolean;
  release(): void;
}

/** The holder on another host touches the file this often; after {@link staleMs} without it the lock counts as left. */
const touchMs = 5_000;
const staleMs = 20_000;

/**
 * Takes the directory for this process, or throws `PROBITY_E_DATA_DIR_LOCKED` naming the holder. The embedded database
 * takes no lock of its own and is destroyed by two processes. A lock left by a killed process is taken over at once.
 */
export function lockDirectory(directory: string): DirectoryLock {
  const file = join(directory, "lock");
  let own: LockHolder = {
    pid: process.pid,
    started: processStart(process.pid) ?? "",
    boot: bootId(),
    host: hostname(),
    nonce: randomUUID(),
  };
  let unclean = false;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    own = { ...own, file: makeFile(`${file}.${own.nonce}.new`) };
    const made = `${file}.${own.nonce}.new`;
    try {
      writeFileSync(made, JSON.stringify(own), { flush: true });
      while (!tryLink(made, file)) unclean = removeStale(file, own) || unclean;
    } finally {
      rmSync(made, { force: true });
    }
  } catch (cause) {
    if (cause instanceof ProbityError) throw cause;
    throw new ProbityError("PROBITY_E_DATA_DIR", `${directory}: ${String(cause)}`, { cause });
  }
  const timer = setInterval(() => touch(file), touchMs).unref();
  return {
    unclean,
    release: () => {
      clearInterval(timer);
      if (readText(file) === JSON.stringify(own)) rmSync(file, { force: true });
    },
  };
}

/** Makes an empty file and returns its number. */
function makeFile(path: string): number {
  writeFileSync(path, "", { flag: "wx", mode: 0o600 });
  return statSync(path).ino;
}

/** The lock appears with its whole content or not at all. */
function tryLink(made: string, file: string): boolean {
  try {
    linkSync(made, file);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

/** Moves the lock of a dead process away; true when its machine ended with it. Whoever moves it first wins; a live one moved by mistake is put back. */
function removeStale(file: string, own: LockHolder): boolean {
  const seen = readText(file);
  if (seen === undefined) return false;
  const holder = parseHolder(seen);
  if (holder !== undefined && isAlive(file, holder, own)) {
    throw new ProbityError(
      "PROBITY_E_DATA_DIR_LOCKED",
      `${file} is held by process ${holder.pid} on ${holder.host}`,
    );
  }
  const here = holder !== undefined && holder.host === own.host && holder.boot === own.boot;
  const original =
    holder?.file === undefined || statSync(file, { throwIfNoEntry: false })?.ino === holder.file;
  const aside = `${file}.${own.nonce}`;
  try {
    renameSync(file, aside);
    if (readText(aside) !== seen) linkSync(aside, file);
  } catch (error) {
    if (!hasCode(error, "ENOENT") && !hasCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
  return !here || !original;
}

function isAlive(file: string, holder: LockHolder, own: LockHolder): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (holder.file !== undefined && stat !== undefined && stat.ino !== holder.file) return false;
  if (holder.host !== own.host) return Date.now() - (stat?.mtimeMs ?? 0) < staleMs;
  if (holder.boot !== own.boot) return false;
  if (holder.pid === own.pid) return holder.started === own.started;
  const started = processStart(holder.pid);
  if (started !== undefined) return started === holder.started;
  try {
    process.kill(holder.pid, 0);
    return holder.started === "";
  } catch (error) {
    return hasCode(error, "EPERM") && holder.started === "";
  }
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const ok = typeof value === "object" && value !== null && "pid" in value && Number.isInteger(value.pid);
    // Written by this module; a torn or foreign file fails the check above and counts as left behind.
    return ok ? (value as LockHolder) : undefined;
  } catch {
    return undefined;
  }
}

/** Linux only; elsewhere the process id has to do. */
function processStart(pid: number): string | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
}

const bootId = (): string => readText("/proc/sys/kernel/random/boot_id")?.trim() ?? "";

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function touch(file: string): void {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // The directory was removed under us; the database says so louder.
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  typeof error === "object" && error !== null && "code" in error && error.code === code;
