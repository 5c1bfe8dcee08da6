import { readFileSync, readlinkSync, renameSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

/**
 * Who writes or sends a spool directory. The pid alone says little: it is reused, and in containers it is 1 everywhere,
 * so boot, pid namespace and the process's start are kept beside it.
 */
export interface Owner {
  readonly boot: string;
  readonly namespace: string;
  readonly pid: number;
  /** Start of the process in clock ticks since boot; empty where the system does not tell. */
  readonly started: string;
  /** The owner closed the directory properly; anybody may send the rest. */
  readonly released: boolean;
  readonly part: Part;
}

/** Which part of a process: one of its clients, and its how many'th delivering thread (0: the emitting thread). */
export interface Part {
  readonly client: string;
  readonly engine: number;
}

/** `unknown`: another boot, host or container, where only a silent heartbeat can tell. */
export type Liveness = "alive" | "dead" | "unknown";

const fileName = "owner.json";

const attempt = (read: () => string): string => {
  try {
    return read().trim();
  } catch {
    return "";
  }
};

/**
 * State (field 3) and start (field 22) from `/proc/<pid>/stat`, empty where the system does not tell. The command name
 * before them may contain anything, so count from its last bracket.
 */
const statOf = (pid: number | "self"): { readonly state: string; readonly started: string } => {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return stat === "" ? { state: "", started: "" } : { state: fields[0] ?? "", started: fields[19] ?? "" };
};

const somePart: Part = { client: "", engine: 0 };

/** This process as an owner. */
export const thisOwner = (part: Part = somePart): Owner => ({
  boot: attempt(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8")) || `host:${hostname()}`,
  namespace: attempt(() => readlinkSync("/proc/self/ns/pid")),
  pid: process.pid,
  started: statOf("self").started,
  released: false,
  part,
});

/** Path of the file whose modification time is the owner's heartbeat. */
export const ownerPath = (directory: string): string => join(directory, fileName);

/** Writes the owner file at once or not at all. */
export const writeOwner = (directory: string, owner: Owner): void => {
  const temporary = join(directory, `${fileName}.${process.pid}.tmp`);
  writeFileSync(temporary, JSON.stringify(owner), { mode: 0o600 });
  renameSync(temporary, ownerPath(directory));
};

const readPart = (value: unknown): Part => {
  if (typeof value !== "object" || value === null) return somePart;
  const { client, engine } = value as Partial<Record<keyof Part, unknown>>; // checked on the next line
  return typeof client === "string" && typeof engine === "number" ? { client, engine } : somePart;
};

/** Reads the owner of a directory; undefined when there is none or it is unreadable. */
export const readOwner = (directory: string): Owner | undefined => {
  try {
    const value: unknown = JSON.parse(readFileSync(ownerPath(directory), "utf8"));
    if (typeof value !== "object" || value === null) return undefined;
    // A foreign file: every field is checked below before it is trusted.
    const { boot, namespace, pid, started, released, part } = value as Partial<Record<keyof Owner, unknown>>;
    if (typeof boot !== "string" || typeof namespace !== "string" || typeof started !== "string")
      return undefined;
    if (typeof pid !== "number" || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
    return { boot, namespace, pid, started, released: released === true, part: readPart(part) };
  } catch {
    return undefined;
  }
};

const signalReaches = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};

/** A delivering thread of this very client that came before this one: it crashed. */
const isCrashedThread = (owner: Owner, me: Owner): boolean =>
  owner.pid === me.pid &&
  owner.started === me.started &&
  owner.part.client === me.part.client &&
  owner.part.engine > 0 &&
  owner.part.engine < me.part.engine;

/** Judges an owner from the point of view of `me`. */
export const livenessOf = (owner: Owner | undefined, me: Owner): Liveness => {
  if (owner === undefined) return "unknown";
  if (owner.released) return "dead";
  if (owner.boot !== me.boot || owner.namespace !== me.namespace) return "unknown";
  if (isCrashedThread(owner, me)) return "dead";
  const { state, started } = statOf(owner.pid);
  if (owner.started === "" || started === "") return signalReaches(owner.pid) ? "alive" : "dead";
  // A zombie was killed and only waits for its parent.
  return started === owner.started && state !== "Z" && state !== "X" ? "alive" : "dead";
};
