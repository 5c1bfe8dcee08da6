import { readFileSync } from "node:fs";

/** CPU time of a process and of those of its children that ended, in milliseconds; NaN where the system does not tell. */
export interface CpuTime {
  readonly own: number;
  readonly ended: number;
}

/** Linux gives `/proc` times in ticks of this length, whatever the kernel's own clock. */
const tickMs = 10;

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
};

/** Fields of `/proc/<pid>/stat` from the third on; the name before them may contain anything. */
const statOf = (pid: number): readonly string[] | undefined => {
  const stat = read(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
};

/** CPU time so far. */
export const cpuMsOf = (pid: number): CpuTime => {
  const stat = statOf(pid);
  const ticks = (field: number): number => Number(stat?.[field] ?? Number.NaN) * tickMs;
  return { own: ticks(11) + ticks(12), ended: ticks(13) + ticks(14) };
};

/** CPU time that all cores of the machine spent on anything so far, in milliseconds; NaN where the system does not tell. */
export const machineCpuMs = (): number => {
  const [, user, nice, system, , , irq, softirq, steal] =
    (read("/proc/stat") ?? "").split("\n", 1)[0]?.split(/ +/) ?? [];
  const spent = [user, nice, system, irq, softirq, steal].map((ticks) => Number(ticks ?? Number.NaN));
  return spent.reduce((sum, ticks) => sum + ticks * tickMs, 0);
};

/** The number of kB under a name in one of the files of `/proc/<pid>`, in MB. */
const megabytesIn = (path: string, name: string): number => {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(read(path) ?? "");
  return Number(found?.[1] ?? Number.NaN) / 1024;
};

/** The most memory that a process ever had resident, in MB; NaN where the system does not tell. */
export const peakMemoryOf = (pid: number): number => megabytesIn(`/proc/${pid}/status`, "VmHWM");

/**
 * Memory of a process now, in MB, of what it shares with others only its part; so that processes can be added up. NaN where
 * the system does not tell.
 */
export const ownMemoryOf = (pid: number): number => megabytesIn(`/proc/${pid}/smaps_rollup`, "Pss");

/** Direct children. */
export const childrenOf = (pid: number): readonly number[] =>
  (read(`/proc/${pid}/task/${pid}/children`) ?? "")
    .split(" ")
    .filter((text) => text.trim() !== "")
    .map(Number);

/** Whether it runs; a zombie does not. */
export const isAlive = (pid: number): boolean => {
  const state = statOf(pid)?.[0];
  return state !== undefined && state !== "Z" && state !== "X";
};
