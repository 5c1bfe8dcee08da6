import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

/** A running child and the first line that it said. */
export interface Child {
  readonly child: ChildProcess;
  readonly said: string;
}

/** Starts a file of this folder with real Node.js and waits for its first line. */
export const startChild = async (
  file: string,
  args: readonly string[],
  flags: readonly string[] = [],
): Promise<Child> => {
  const path = join(import.meta.dirname, file);
  const child = spawn(process.execPath, ["--conditions=@probity/source", ...flags, path, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const [said] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return { child, said };
};

/** `kill -9`, and waits until it is gone. */
export const killChild = async ({ child }: Child): Promise<void> => {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
};
