import { randomBytes } from "node:crypto";
import { createProbity } from "@probity/sdk";
import { buildApp } from "./app.ts";
import { seed } from "./demo/seed.ts";
import type { Services } from "./services.ts";
import { keepSettling } from "./settle.ts";
import {
  ActStore,
  ApprovalStore,
  openDatabase,
  ProcessStore,
  SessionStore,
  transaction,
} from "./store/index.ts";

/** Options of {@link startExample}. The first five are the SDK's. */
export interface ExampleOptions {
  readonly endpoint: string;
  readonly source: string;
  readonly key: string;
  readonly publicKey: string;
  readonly spoolDir: string;
  /** Folder of the app's own database. */
  readonly dataDir: string;
  /** @defaultValue "127.0.0.1" */
  readonly host?: string | undefined;
  /** 0 takes a free one. @defaultValue 0 */
  readonly port?: number | undefined;
  /** Log warnings and errors. @defaultValue false */
  readonly log?: boolean | undefined;
  /** @defaultValue the machine's clock */
  readonly now?: (() => number) | undefined;
  /** How often the SDK looks for new rules. @defaultValue 30000 */
  readonly bundleRefreshMs?: number | undefined;
  /** How often it asks whether second persons have answered. @defaultValue 2000 */
  readonly settleMs?: number | undefined;
}

/** The running app. */
export interface Example {
  readonly url: string;
  readonly probity: Services["probity"];
  close(): Promise<void>;
}

/** Starts the app: opens its database, puts in the prepared tenders at the first start, and listens. */
export async function startExample(options: ExampleOptions): Promise<Example> {
  const { endpoint, source, key, publicKey, spoolDir, bundleRefreshMs } = options;
  const now = options.now ?? Date.now;
  const clock = { now, monotonic: () => performance.now() };
  const probity = createProbity({
    endpoint,
    source,
    key,
    publicKey,
    spoolDir,
    bundleRefreshMs,
    clock,
    secondApprover: "server",
    // A person at a form waits for a second without noticing; what adds up purchases is worth it.
    deadlineMs: 1_000,
  });
  const database = openDatabase(options.dataDir);
  const services: Services = {
    database,
    processes: new ProcessStore(database),
    history: new ActStore(database),
    approvals: new ApprovalStore(database),
    sessions: new SessionStore(database, random),
    probity,
    now,
    random,
  };
  seedOnce(services);
  const app = await buildApp(services, options.log ?? false);
  const url = await app.listen({ host: options.host ?? "127.0.0.1", port: options.port ?? 0 });
  const settling = keepSettling(services, options.settleMs ?? 2_000, (error) =>
    app.log.error({ err: error }),
  );
  return {
    url,
    probity,
    close: async () => {
      settling.stop();
      await app.close();
      await probity.shutdown();
      database.close();
    },
  };
}

function random(): string {
  return randomBytes(32).toString("base64url");
}

function seedOnce({ database, processes, history, probity, now }: Services): void {
  transaction(database, () => seed({ processes, history, probity }, now()));
}
