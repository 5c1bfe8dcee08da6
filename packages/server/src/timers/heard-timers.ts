import type { Statement } from "../store/index.ts";
import type { FiredTimer, TimerHandler } from "./sweep.ts";
import { armTimers, type NewTimer } from "./timers.ts";

/** What {@link heardTimers} works with. */
export interface HeardOptions {
  readonly graceMs: number;
  /** Since when this server listens. */
  readonly startedAt: number;
}

const lag: Statement = {
  name: "holds-lag",
  text: `select (select next_position from log_head where id = 1) - 1
    - (select position from score_position where name = 'score') as lag`,
};
/** Further behind than this, the scorer may not have come to what a timer waits for. */
const maxLag = 1_000;

/**
 * Nobody heard the sources while no server ran: what was due meanwhile gets its time again, once. The same while the
 * scorer is far behind the log.
 */
export const heardTimers =
  (kind: string, { graceMs, startedAt }: HeardOptions, handler: TimerHandler): TimerHandler =>
  async (transaction, timers, now) => {
    const [row] = await transaction.run<{ lag: number }>(lag, []);
    const behind = (row?.lag ?? 0) > maxLag;
    const isDeaf = ({ dueAt, payload }: FiredTimer): boolean =>
      behind || (dueAt.getTime() < startedAt && payload["waited"] !== true);
    const again = (timer: FiredTimer): NewTimer => ({
      kind,
      key: timer.key,
      dueAt: new Date(Math.max(now.getTime(), startedAt) + graceMs),
      payload: { ...timer.payload, waited: true },
    });
    await armTimers(transaction, timers.filter(isDeaf).map(again));
    const ripe = timers.filter((timer) => !isDeaf(timer));
    if (ripe.length > 0) await handler(transaction, ripe, now);
  };
