import { randomBytes } from "node:crypto";
import type { BuiltinEventName, BuiltinEvents } from "@probity/contracts";
import { createProbity, type EventData, type EventsOf } from "@probity/sdk";
import { buildApp } from "./app.ts";
import { seed } from "./demo/seed.ts";
import type { Services } from "./services.ts";
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
  const probity = createProbity({ endpoint, source, key, publicKey, spoolDir, bundleRefreshMs, clock });
  const database = openDatabase(options.dataDir);
  const random = (): string => randomBytes(32).toString("base64url");
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
  return {
    url,
    probity,
    close: async () => {
      await app.close();
      await probity.shutdown();
      database.close();
    },
  };
}

function seedOnce({ database, processes, history, probity, now }: Services): void {
  const emit = <Type extends BuiltinEventName>(type: Type, data: BuiltinEvents[Type], time: string): void => {
    // For a built-in type both names mean the same data; the compiler cannot see that through the type parameter.
    probity.emit(type, data as EventData<EventsOf<readonly []>, Type>, { time });
  };
  transaction(database, () => seed({ processes, history, emit }, now()));
}
