import type { PoolClient } from "pg";

/** Nobody waits longer for a pre-check. */
const mostMs = 60_000;

const limits = new WeakMap<PoolClient, number>();

/**
 * Bounds each statement on a connection from now on, its waiting for locks included. Said only when it changes, so in
 * powers of two: about `timeoutMs`, never less, and a minute at most.
 */
export async function limitStatements(client: PoolClient, timeoutMs: number): Promise<void> {
  const ms = 2 ** Math.ceil(Math.log2(Math.min(Math.max(timeoutMs, 1), mostMs)));
  if (limits.get(client) === ms) return;
  limits.set(client, ms);
  await client.query(`set statement_timeout = ${ms}`);
}
