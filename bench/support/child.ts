import { fork, type ChildProcess, type ForkOptions } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";

/** A child that speaks over IPC and writes what it prints into a file. */
export interface Child {
  readonly process: ChildProcess;
  readonly pid: number;
  /** Sends a signal and resolves when the child is gone, at once when it was. */
  end(signal: NodeJS.Signals): Promise<void>;
  /** Resolves when the child is gone by itself. */
  ended(): Promise<void>;
}

const gone = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** Starts a TypeScript file on this Node, from the sources of all packages. */
export const startChild = (
  file: string,
  args: readonly string[],
  output: string,
  options: Pick<ForkOptions, "execArgv" | "env"> = {},
): Child => {
  const out = openSync(output, "a");
  const child = fork(file, [...args], {
    execArgv: ["--conditions=@probity/source", ...(options.execArgv ?? [])],
    env: options.env ?? process.env,
    // Numbers that are none must come over as such.
    serialization: "advanced",
    stdio: ["ignore", out, out, "ipc"],
  });
  closeSync(out);
  const ended = async (): Promise<void> => {
    if (!gone(child)) await once(child, "exit");
  };
  return {
    process: child,
    pid: child.pid ?? 0,
    ended,
    end: async (signal) => {
      if (!gone(child)) child.kill(signal);
      await ended();
    },
  };
};

/** The next message of a child. Rejects with what it printed when it ends instead. */
export const nextMessage = (child: Child, output: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const onExit = (code: number | null, signal: string | null): void => {
      const printed = readFileSync(output, "utf8").slice(-2000);
      reject(new Error(`the child ended (${code ?? signal}): ${printed}`));
    };
    child.process.once("exit", onExit);
    child.process.once("message", (message) => {
      child.process.off("exit", onExit);
      resolve(message);
    });
  });
