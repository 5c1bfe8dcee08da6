import type { Statement, Store } from "../store/index.ts";

const batchSize = 1_000;

const deliveries: Statement = {
  name: "notice-forget-deliveries",
  text: `with old as materialized (
      select id from notice_delivery where created_at < $1::timestamptz and state <> 'waiting'
      order by created_at limit ${batchSize} for update skip locked
    ), attempts as (
      delete from notice_attempt a using old where a.delivery = old.id
    ), items as (
      delete from notice_delivery_item i using old where i.delivery = old.id
    )
    delete from notice_delivery d using old where d.id = old.id returning 1 as n`,
};

/** One that somebody has yet to be told by is kept. */
const notices: Statement = {
  name: "notice-forget",
  text: `with old as materialized (
      select id from notice n where created_at < $1::timestamptz and planned
        and not exists (select from notice_delivery_item i where i.notice = n.id)
      order by created_at limit ${batchSize} for update skip locked
    )
    delete from notice n using old where n.id = old.id returning 1 as n`,
};

/** Deletes what was told longer ago than the given moment, a bounded number at each call; true when there may be more. */
export async function forgetNotices(store: Pick<Store, "run">, before: Date): Promise<boolean> {
  const values = [before.toISOString()];
  const gone = (await store.run(deliveries, values)).length;
  return (await store.run(notices, values)).length + gone >= batchSize;
}
