import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Child, nextMessage, startChild } from "../../support/child.ts";
import { at } from "../../support/json.ts";
import { cpuMsOf } from "../../support/proc.ts";
import type { Job } from "./load-process.ts";
import type { FlowResult } from "./tally.ts";

/** The load generator in a process of its own. */
export interface Generator {
  /** Runs a job; the two functions are called when the measured part begins and ends. */
  run(job: Job, measuring: () => void, measured: () => void): Promise<readonly FlowResult[]>;
  /** Its CPU time so far, in milliseconds. */
  cpuMs(): number;
  close(): Promise<void>;
}

const run = (
  child: Child,
  output: string,
  job: Job,
  marks: Readonly<Record<string, () => void>>,
): Promise<readonly FlowResult[]> =>
  new Promise((resolve, reject) => {
    const end = (): void => {
      child.process.off("message", take).off("exit", gone);
    };
    const gone = (): void => {
      end();
      reject(new Error(`the load generator ended: ${readFileSync(output, "utf8").slice(-2000)}`));
    };
    const take = (message: unknown): void => {
      const results = at(message, "results");
      const error = at(message, "error");
      if (results === undefined && error === undefined) return marks[String(at(message, "mark"))]?.();
      end();
      if (error !== undefined) reject(new Error(`the load generator: ${JSON.stringify(error)}`));
      // Sent by load-process.ts.
      else resolve(results as readonly FlowResult[]);
    };
    child.process.on("message", take).on("exit", gone);
    child.process.send(job);
  });

/** Starts it; what it prints goes into a file of the directory. */
export const startGenerator = async (directory: string): Promise<Generator> => {
  const output = join(directory, "load.log");
  const child = startChild(new URL("load-process.ts", import.meta.url).pathname, [], output);
  await nextMessage(child, output);
  return {
    run: (job, measuring, measured) => run(child, output, job, { measuring, measured }),
    cpuMs: () => cpuMsOf(child.pid).own,
    close: () => child.end("SIGTERM"),
  };
};
