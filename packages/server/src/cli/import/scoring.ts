import type { Api } from "../api/api.ts";
import type { CommandContext } from "../context.ts";
import { numberAt, objectAt } from "../json-read.ts";

/**
 * Waits until every event of the log is scored, and returns how many are not. Gives up when nothing moved for
 * `patienceMs`, at least ten seconds: somebody else may have stopped the scorer.
 */
export async function waitForScoring(context: CommandContext, api: Api, patienceMs: number): Promise<number> {
  const { terminal } = context;
  const patience = Math.max(patienceMs, 10_000);
  let lag = Number.POSITIVE_INFINITY;
  let moved = terminal.monotonic();
  let noted = moved;
  for (;;) {
    // One question after the other is the point of waiting.
    // oxlint-disable-next-line no-await-in-loop
    const stats = objectAt(await api.call({ method: "GET", path: "/ops/stats" }));
    const now = terminal.monotonic();
    const current = numberAt(stats, "lag") ?? 0;
    if (current === 0) return 0;
    if (current < lag) moved = now;
    lag = current;
    if (now - moved > patience) return lag;
    if (now - noted > 5_000) {
      context.note(context.say("scoring", { lag }));
      noted = now;
    }
    // oxlint-disable-next-line no-await-in-loop
    await terminal.sleep(100);
  }
}
