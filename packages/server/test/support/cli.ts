import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "@probity/contracts";
import { runCli } from "../../src/cli/run-cli.ts";
import { nodeFlags } from "./node-flags.ts";

/** What a command line left behind. */
export interface CliResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Standard output as JSON; throws when it is anything else. */
  readonly json: () => JsonObject;
}

/** Runs a command line in this process. `dataDir` and no other environment. */
export async function cli(
  dataDir: string,
  argv: readonly string[],
  env: Record<string, string> = {},
): Promise<CliResult> {
  let out = "";
  let err = "";
  const code = await runCli(argv, {
    // Port 0: nothing else on this machine is taken for the server of this directory.
    env: { PROBITY_DATA_DIR: dataDir, PROBITY_PORT: "0", ...env },
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    isInteractive: false,
    columns: 100,
    monotonic: () => performance.now(),
    now: () => Date.now(),
    sleep: (ms) => sleep(ms),
    stopSignal: () => new Promise(() => undefined),
  });
  // Tests look at what they expect.
  return { code, out, err, json: () => JSON.parse(out) as JsonObject };
}

const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

/** What still runs; a test that fails half way must not leave servers behind. */
const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Starts a command line as a process of its own, which ends at the latest with this one. */
export function spawnCli(argv: readonly string[], env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [...nodeFlags, main, ...argv], {
    env: { ...process.env, PROBITY_LOG_LEVEL: "silent", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

/** A server in a process of its own. */
export interface ServerProcess {
  readonly process: ChildProcess;
  readonly url: string;
  readonly port: number;
  /** Ends it as a power cut would, and waits for that. */
  kill(): Promise<void>;
  /** Asks it to stop; resolves with its exit code. */
  stop(): Promise<number | null>;
}

/** Starts `probity serve` and waits until it says where. */
export async function serve(
  dataDir: string,
  port: number,
  env: Record<string, string> = {},
): Promise<ServerProcess> {
  const child = spawnCli(["serve", "--json", "--port", String(port)], { PROBITY_DATA_DIR: dataDir, ...env });
  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const exited = once(child, "exit");
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout ?? process.stdin }), "line"),
    exited.then(() => Promise.reject(new Error(`serve ended: ${errors}`))),
  ]);
  // The first line of `serve --json`.
  const { url } = JSON.parse(String(line)) as { url: string };
  return {
    process: child,
    url,
    port: Number(new URL(url).port),
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
    async stop() {
      child.kill("SIGTERM");
      await exited;
      return child.exitCode;
    },
  };
}

/** Waits for a started command line and gives what it left. */
export async function finished(child: ChildProcess): Promise<CliResult> {
  let out = "";
  let err = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (err += text));
  await once(child, "close");
  return { code: child.exitCode ?? -1, out, err, json: () => JSON.parse(out) as JsonObject };
}
