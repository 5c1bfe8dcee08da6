import { mkdirSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { ProbityError } from "@probity/contracts";
import type { WorkerReply, WorkerRequest } from "./pglite-worker.ts";

/** The embedded database in its thread, spoken to in PostgreSQL's wire protocol. */
export interface PgliteDatabase {
  /** Sends whole frontend messages up to a Sync or Query; resolves with all that the backend answers. */
  exchange(bytes: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(bytes: Uint8Array): void;
  reject(error: Error): void;
}

/** Starts the embedded database in `directory`, which the caller must have locked. */
export async function startPglite(directory: string): Promise<PgliteDatabase> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const worker = new Worker(new URL(`./pglite-worker.${extension}`, import.meta.url), {
    workerData: { directory },
  });
  const waiting = new Map<number, Waiting>();
  const ready = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  let down: Error | undefined;
  let next = 0;

  const fail = (error: Error): void => {
    down = error;
    ready.reject(error);
    closed.resolve();
    for (const entry of waiting.values()) entry.reject(error);
    waiting.clear();
  };
  worker.on("error", fail);
  worker.on("exit", () => fail(new Error("the embedded database has stopped")));
  worker.on("message", (message: WorkerReply) => {
    if ("ready" in message) return ready.resolve();
    if ("closed" in message) return closed.resolve();
    const entry = waiting.get(message.id);
    waiting.delete(message.id);
    if ("error" in message) entry?.reject(new Error(message.error));
    else entry?.resolve(message.bytes);
  });
  const send = (request: WorkerRequest, transfer: ArrayBuffer[]): void =>
    worker.postMessage(request, transfer);

  try {
    await ready.promise;
  } catch (cause) {
    throw new ProbityError(
      "PROBITY_E_DATABASE",
      `the embedded database in ${directory} does not start: ${String(cause)}; when its files are damaged, move them away and start again: the journal restores what was acknowledged`,
      {
        cause,
      },
    );
  }
  return {
    exchange: (bytes) =>
      new Promise((resolve, reject) => {
        if (down !== undefined) return reject(down);
        const id = next++;
        waiting.set(id, { resolve, reject });
        // A copy of its own: the caller's buffer is a slice of a pool.
        const own = new Uint8Array(bytes);
        send({ id, bytes: own }, [own.buffer]);
      }),
    close: async () => {
      if (down === undefined) send({ close: true }, []);
      await closed.promise;
      await worker.terminate();
    },
  };
}
