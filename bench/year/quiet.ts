import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";

/** Waits until no deadline of a case is due by a moment and everything about deadlines is in the log. */
export async function quiet(client: Client, now: number): Promise<void> {
  for (const until = Date.now() + 60_000; ;) {
    // oxlint-disable-next-line no-await-in-loop -- that is the point
    const { rows } = await client.query<{ due: number }>(
      `select (select count(*) from timer where kind = 'case.clock' and state = 'armed' and due_at <= $1)::int
        + (select count(*) from pending_event where type = 'case.escalation.changed')::int as due`,
      [new Date(now)],
    );
    if (rows[0]?.due === 0) return;
    if (Date.now() > until) throw new Error(`timers of ${new Date(now).toISOString()} did not fire`);
    // oxlint-disable-next-line no-await-in-loop
    await sleep(10);
  }
}
