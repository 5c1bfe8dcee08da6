import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { ServerConfig } from "@probity/server";
import { at } from "../support/json.ts";

/** A server process whose clock is told to it. */
export interface ServerProcess {
  readonly url: string;
  readonly opsToken: string;
  tell(now: number): void;
  /** kill -9. */
  kill(): Promise<void>;
  /** SIGTERM. */
  stop(): Promise<void>;
}

/** Starts one; resolves when it serves. */
export async function startProcess(config: ServerConfig, now: number): Promise<ServerProcess> {
  const script = new URL("serve.ts", import.meta.url).pathname;
  const child = fork(script, [JSON.stringify(config), String(now)], {
    execArgv: ["--conditions=@probity/source"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ready = await firstMessage(child);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill(signal);
    await exit;
  };
  return {
    url: String(at(ready, "url")),
    opsToken: String(at(ready, "opsToken")),
    tell: (moment) => {
      if (child.connected) child.send(moment, () => undefined);
    },
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
  };
}

const firstMessage = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", (code) => reject(new Error(`a server ended before it served, with ${String(code)}`)));
  });
