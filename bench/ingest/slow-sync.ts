import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** The library waits, and then syncs as it was told to: the disk is as safe as before, and slower. */
const code = (ms: number): string => `#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
static int slow(const char *name, int fd) {
  struct timespec pause = {0, ${ms * 1_000_000}};
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  nanosleep(&pause, 0);
  return real(fd);
}
int fdatasync(int fd) { return slow("fdatasync", fd); }
int fsync(int fd) { return slow("fsync", fd); }
`;

/**
 * Compiles a library that makes every fdatasync and fsync take so many milliseconds more, for `LD_PRELOAD`. Undefined where
 * there is no gcc or no such thing as preloading.
 */
export const compileSlowSync = (directory: string, ms: number): string | undefined => {
  if (process.platform !== "linux") return undefined;
  const source = join(directory, "slow-sync.c");
  const library = join(directory, "slow-sync.so");
  writeFileSync(source, code(ms));
  const { status } = spawnSync("gcc", ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"]);
  return status === 0 ? library : undefined;
};
