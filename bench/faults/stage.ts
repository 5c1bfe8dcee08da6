import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Postgres } from "../support/postgres.ts";
import { type ProbityServer, startProbityServer } from "../support/probity-server.ts";
import { verifyLog } from "../support/verify-log.ts";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";
import { type Ledger, readLedger } from "./ledger.ts";
import type { EmitterSetup } from "./protocol.ts";
import { type Sender, startSender } from "./sender.ts";

/** Everything that one row of the matrix plays with; nothing of it is shared with another row. */
export interface Stage {
  readonly spoolDir: string;
  readonly server: ProbityServer;
  readonly proxy: FaultProxy;
  /** A new business process on the spool directory. */
  sender(over?: Partial<Pick<EmitterSetup, "awaitsShutdown">>): Promise<Sender>;
  /** Ids as the senders wrote them, and how many emits the SDK said it kept nothing of. */
  emitted(): Emitted;
  /** Waits until everything is scored, verifies the log, stops the server and reads its database. */
  finish(): Promise<Finish>;
  close(): Promise<void>;
}

/** What the senders wrote down. */
export interface Emitted {
  readonly ids: readonly string[];
  readonly refused: number;
}

/** How the server's side of a row ended. */
export interface Finish {
  readonly ledger: Ledger;
  /** What `probity verify log` found wrong; undefined when nothing is. */
  readonly logProblem: string | undefined;
}

/** Where a row plays. */
export interface StageOptions {
  readonly directory: string;
  /** Undefined: the embedded database. */
  readonly postgres: Postgres | undefined;
  /** Longest pause of the senders between two attempts; default the SDK's own. */
  readonly retryCapMs: number | undefined;
}

const source = "fault-matrix";

const readIds = (file: string): Emitted => {
  if (!existsSync(file)) return { ids: [], refused: 0 };
  const lines = readFileSync(file, "utf8").split("\n");
  // What follows the last line end is a line that a kill cut off; its emit had returned, but nobody relied on it.
  const whole = lines.slice(0, -1);
  const ids = whole.filter((line) => line !== "!");
  return { ids, refused: whole.length - ids.length };
};

/** Starts server and proxy on new directories and a new database. */
export const openStage = async ({ directory, postgres, retryCapMs }: StageOptions): Promise<Stage> => {
  const spoolDir = join(directory, "spool");
  mkdirSync(spoolDir, { recursive: true });
  const idsFile = join(directory, "ids.txt");
  const databaseUrl = await postgres?.newDatabase();
  const server = await startProbityServer(directory, databaseUrl);
  const access = await server.addSource(source);
  const proxy = await startFaultProxy(server.url);
  const senders: Sender[] = [];
  return {
    spoolDir,
    server,
    proxy,
    sender: async (over = {}) => {
      const retry = { capMs: retryCapMs };
      const setup: EmitterSetup = { ...access, endpoint: proxy.url, spoolDir, idsFile, retry, ...over };
      const sender = await startSender(setup, directory);
      senders.push(sender);
      return sender;
    },
    emitted: () => readIds(idsFile),
    finish: async () => {
      await server.scored();
      const logProblem = await verifyLog(directory, server, access.vkey);
      await server.stop();
      const ledger = await readLedger({ dataDir: join(directory, "data"), databaseUrl }, source);
      return { ledger, logProblem };
    },
    close: async () => {
      for (const sender of senders) await sender.signal("SIGKILL");
      await proxy.close();
      await server.kill();
    },
  };
};
