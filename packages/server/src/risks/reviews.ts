import { notify } from "../notify/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import type { FiredTimer, TimerHandlers } from "../timers/index.ts";
import { armTimers } from "../timers/index.ts";
import { reviewTimer } from "./store-point.ts";

const dueRisks: Statement = {
  name: "risk-due",
  text: `select id, version, owner, review_at from risk_point where id = any($1::text[]) and state = 'open'
    and owner is not null and review_at <= $2::timestamptz order by id`,
};

interface Row {
  readonly id: string;
  readonly version: number;
  readonly owner: string;
  readonly review_at: Date;
}

/** Until it is reviewed, its owner is told again after this long. */
const againMs = 7 * 86_400_000;

/** Reminds the owner of a point of its review, weekly until it is done (catalogue 13). */
async function remind(transaction: Transaction, timers: readonly FiredTimer[], now: Date): Promise<void> {
  const ids = timers.map(({ key }) => key);
  const rows = await transaction.run<Row>(dueRisks, [ids, now.toISOString()]);
  const notices = rows.map(({ id, owner, review_at: at }) => ({
    to: [owner],
    kind: "risk.review" as const,
    data: { risk: id, due: { time: at.toISOString() } },
    link: `/risks/${encodeURIComponent(id)}`,
    dedupe: `risk.review:${id}:${now.toISOString().slice(0, 10)}`,
  }));
  await notify(transaction, notices, now);
  await armTimers(
    transaction,
    rows.map(({ id, version }) => ({
      kind: reviewTimer,
      key: id,
      dueAt: new Date(now.getTime() + againMs),
      payload: { id, version },
    })),
  );
}

/** Handlers of the register's timers. */
export const riskHandlers = (): TimerHandlers => new Map([[reviewTimer, remind]]);
