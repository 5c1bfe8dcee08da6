import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startExample, type Example } from "../../src/index.ts";
import { source, startCentral, type Central } from "./central.ts";

/** A central server and the example app, in a folder of their own. */
export interface World {
  readonly app: Example;
  central: Central;
  /** Stops the central server. */
  stopCentral(): Promise<void>;
  /** Starts it again on the same data and port. */
  restartCentral(): Promise<void>;
  close(): Promise<void>;
}

/** Starts both and waits until the app has its rules. */
export async function openWorld(now: () => number = Date.now): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), "probity-example-"));
  const centralDir = join(folder, "central");
  const first = await startCentral(centralDir);
  const { key, publicKey, url } = first;
  const app = await startExample({
    endpoint: url,
    source,
    key,
    publicKey,
    spoolDir: join(folder, "spool"),
    dataDir: join(folder, "app"),
    bundleRefreshMs: 500,
    now,
  });
  if (!(await app.probity.ready())) throw new Error("no rules arrived");
  let up = true;
  const world: World = {
    app,
    central: first,
    stopCentral: async () => {
      up = false;
      await world.central.close();
    },
    restartCentral: async () => {
      world.central = await startCentral(centralDir, Number(new URL(url).port), { key, publicKey });
      up = true;
    },
    close: async () => {
      await app.close();
      if (up) await world.central.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return world;
}

interface Alert {
  readonly rule: string;
  readonly subject: string;
}

/** Waits until the server has everything and has scored it; the alerts, as `rule subject`. */
export async function alertsOf(world: World): Promise<readonly string[]> {
  const { pending } = await world.app.probity.flush({ timeoutMs: 30_000 });
  if (pending > 0) throw new Error(`${pending} events were not delivered`);
  for (;;) {
    // Scoring runs behind the log; each turn asks how far it is.
    // oxlint-disable-next-line no-await-in-loop
    const stats = (await world.central.ops("/stats")) as { readonly lag: number };
    if (stats.lag === 0) break;
  }
  const { alerts } = (await world.central.ops("/alerts?limit=200")) as { readonly alerts: readonly Alert[] };
  return alerts.map(({ rule, subject }) => `${rule} ${subject}`).toSorted();
}

interface StoredEvent {
  readonly id: string;
  readonly type: string;
}

/** Events of that type at the server, newest page. */
export async function eventsAt(central: Central, type: string): Promise<readonly StoredEvent[]> {
  const { events } = (await central.ops(`/events?type=${type}&limit=200`)) as {
    readonly events: readonly StoredEvent[];
  };
  return events;
}
