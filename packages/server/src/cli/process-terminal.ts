import { setTimeout as sleep } from "node:timers/promises";
import type { Terminal } from "./terminal.ts";

/** The terminal of this process. A reader that goes away (`probity events list | head`) ends the output, not in an error. */
export function createProcessTerminal(target: NodeJS.Process): Terminal {
  for (const stream of [target.stdout, target.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
  return {
    env: target.env,
    out: (text) => void target.stdout.write(text),
    err: (text) => void target.stderr.write(text),
    isInteractive: target.stderr.isTTY,
    columns: target.stderr.columns ?? 100,
    monotonic: () => performance.now(),
    now: () => Date.now(),
    sleep: (ms) => sleep(ms),
    stopSignal: () =>
      new Promise((resolve) => {
        for (const signal of ["SIGINT", "SIGTERM"] as const) target.once(signal, () => resolve(signal));
      }),
  };
}
