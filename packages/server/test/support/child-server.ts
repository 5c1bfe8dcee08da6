import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { ServerConfig } from "../../src/index.ts";
import { nodeFlags } from "./node-flags.ts";
import { at, remoteServer, type TestServer } from "./test-server.ts";

/** A server in a process of its own. */
export interface ChildServer extends Omit<TestServer, "running" | "close"> {
  /** kill -9; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** Starts a server process and waits until it serves. */
export async function startChildServer(config: ServerConfig): Promise<ChildServer> {
  const script = new URL("serve-process.ts", import.meta.url).pathname;
  const args = [...nodeFlags, script, JSON.stringify(config)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const ready = await firstLine(child);
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exit = once(child, "exit");
    child.kill(signal);
    await exit;
    return child.exitCode;
  };
  return {
    ...remoteServer(String(at(ready, "url")), String(at(ready, "opsToken"))),
    kill: async () => void (await end("SIGKILL")),
    stop: () => end("SIGTERM"),
  };
}

async function firstLine(child: ChildProcess): Promise<unknown> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error("the child has no output");
  let errors = "";
  stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  for await (const line of createInterface({ input: stdout })) return JSON.parse(line);
  throw new Error(`the server did not start: ${errors}`);
}
