import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { nextMessage, startChild } from "../support/child.ts";
import type { Cell, CellResult, Task } from "./cell.ts";
import type { Address } from "./contender.ts";

const script = new URL("cell-process.ts", import.meta.url).pathname;

/** Runs one cell in a new process with a spool directory of its own. Rejects with what the process printed. */
export const runCell = async (
  directory: string,
  contender: string,
  address: Omit<Address, "spoolDir">,
  task: Task,
): Promise<CellResult> => {
  const spoolDir = join(directory, "spool");
  mkdirSync(spoolDir, { recursive: true });
  const output = join(directory, "cell.log");
  const cell: Cell = { contender, address: { ...address, spoolDir }, task };
  const child = startChild(script, [JSON.stringify(cell)], output, { execArgv: ["--expose-gc"] });
  try {
    return (await nextMessage(child, output)) as CellResult; // our own child's
  } finally {
    await child.end("SIGKILL");
    rmSync(directory, { recursive: true, force: true });
  }
};
