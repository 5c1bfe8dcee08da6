import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

const root = new URL("../..", import.meta.url).pathname;

/** They read the same modules again and again: half of each start. */
const cache = { NODE_COMPILE_CACHE: `${root}node_modules/.cache/probity-code` };

/** A running part of a demonstration. */
export interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a program of this repository from its sources and waits for the address that it prints. */
export async function launch(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Running> {
  const child = spawn(process.execPath, ["--conditions=@probity/source", ...args], {
    cwd: root,
    env: { ...process.env, ...cache, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return { url: await addressOf(name, child), stop: () => stop(child, exited) };
}

function addressOf(name: string, child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`${name} ended with ${code}`)));
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on("line", (line) => {
      const url = /https?:\/\/[\w.:[\]-]+/.exec(line)?.[0];
      if (url !== undefined) resolve(url);
    });
  });
}

async function stop(child: ChildProcess, exited: Promise<void>): Promise<void> {
  child.kill("SIGTERM");
  await exited;
}

/** What a command line left. */
export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `probity ...` as a person would, from its sources. */
export const probity = (
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CommandResult> => run("packages/server/src/cli/main.ts", args, env);

/** Runs a program of this repository from its sources to its end. */
export async function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  const child = spawn(process.execPath, ["--conditions=@probity/source", program, ...args], {
    cwd: root,
    env: { ...process.env, ...cache, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  const code = await new Promise<number>((resolve) => child.once("close", (status) => resolve(status ?? -1)));
  return { code, out, err };
}
