// Runs the embedded database in its own thread: on the main thread its work would stall every request.
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";

/** What the main thread sends: frontend protocol bytes, or the wish to close. */
export type WorkerRequest = { readonly id: number; readonly bytes: Uint8Array } | { readonly close: true };

/** What comes back; the first message says that the database is ready. */
export type WorkerReply =
  | { readonly ready: true }
  | { readonly closed: true }
  | { readonly id: number; readonly bytes: Uint8Array }
  | { readonly id: number; readonly error: string };

const port = parentPort;
if (port === null) throw new Error("to be run as a worker thread");
const reply = (message: WorkerReply): void => port.postMessage(message);

// It has no checkpointer: without these its write-ahead log grows for ever (the maintenance timer does the rest).
const postgresqlconf = ["max_wal_size=64MB", "min_wal_size=32MB"];
// The main thread passes this one shape.
const { directory } = workerData as { readonly directory: string };
const database = await PGlite.create({ dataDir: directory, postgresqlconf });

let queue: Promise<void> = Promise.resolve();
port.on("message", (request: WorkerRequest) => {
  queue = queue.then(() => ("close" in request ? close() : execute(request.id, request.bytes)));
});

async function execute(id: number, bytes: Uint8Array): Promise<void> {
  try {
    reply({ id, bytes: await database.execProtocolRaw(bytes) });
  } catch (error) {
    reply({ id, error: String(error) });
  }
}

async function close(): Promise<void> {
  await database.close();
  reply({ closed: true });
  port?.close();
}

reply({ ready: true });
