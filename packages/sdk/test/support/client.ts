import { onTestFinished } from "vitest";
import { createProbity, type ClientEvents, type Probity, type ProbityOptions } from "../../src/index.ts";
import { tempDirectory } from "./temp.ts";

/** A well-formed source key. */
export const testKey: string = `probity_${"k".repeat(43)}`;

/** Options that every test of a whole client needs, with quick retries. */
export const testOptions = (endpoint: string, more: ProbityOptions<[]> = {}): ProbityOptions<[]> => ({
  endpoint,
  source: "test",
  key: testKey,
  spoolDir: more.spoolDir ?? tempDirectory(),
  retry: { baseMs: 5, capMs: 20 },
  lingerMs: 0,
  heartbeatMs: 0,
  telemetry: false,
  ...more,
});

/** A client that is shut down with the test. */
export const openClient = (endpoint: string, more: ProbityOptions<[]> = {}): Probity => {
  const client = createProbity(testOptions(endpoint, more));
  onTestFinished(async () => {
    await client.shutdown({ timeoutMs: 1 });
  });
  return client;
};

/** Resolves with the next event of the kind that fits. */
export const nextEvent = <Event extends keyof ClientEvents>(
  client: Probity,
  event: Event,
  fits: (value: ClientEvents[Event]) => boolean = () => true,
): Promise<ClientEvents[Event]> =>
  new Promise((resolve) => {
    const off = client.on(event, (value) => {
      if (!fits(value)) return;
      off();
      resolve(value);
    });
  });

/** Data of an award that any test can emit. */
export const award = (ocid: string): { readonly ocid: string } => ({ ocid });
