import type { Statement, Store } from "../../store/index.ts";
import { failureLimit } from "./record.ts";

/** A delivery that this process has for a while. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly person: string;
  /** This attempt. */
  readonly attempts: number;
  readonly created_at: Date;
  readonly gives_up_at: Date;
}

/** What to take. */
export interface Claim {
  readonly channel: string;
  readonly now: Date;
  /** At most. */
  readonly limit: number;
  /** As the channel's vendor allows. */
  readonly perMinute: number | undefined;
  readonly leaseMs: number;
  /** Names whoever takes it. */
  readonly claim: string;
}

/** An endpoint that failed several times in a row is left alone, then asked by one at a time. */
const take: Statement = {
  name: "notice-claim",
  text: `with claimed as materialized (
      select count(*)::int as n from notice_delivery
      where channel = $1 and state = 'waiting' and claimed_until is not null and claimed_until > $2::timestamptz
    ), room as materialized (
      select least(
        $3::int,
        coalesce($4::int - claimed.n - (
          select count(*)::int from notice_attempt
          where channel = $1 and at > $2::timestamptz - interval '1 minute'), $3::int),
        case when coalesce(c.failures, 0) >= ${failureLimit} then 1 - claimed.n else $3::int end) as n
      from claimed left join notice_circuit c on c.channel = $1
      where c.hold_until is null or c.hold_until <= $2::timestamptz
    ), due as materialized (
      select id from notice_delivery
      where channel = $1 and state = 'waiting' and due_at <= $2::timestamptz
        and (claimed_until is null or claimed_until <= $2::timestamptz)
      order by due_at, id limit greatest(0, coalesce((select n from room), 0)) for update skip locked
    )
    update notice_delivery d set claim = $5, claimed_until = $6::timestamptz, attempts = attempts + 1
    from due where d.id = due.id
    returning d.id, d.person, d.attempts, d.created_at, d.gives_up_at`,
};

/** Takes what is due on a channel; nobody else does until the lease ends, or this process has told the result. */
export async function claimDue(
  store: Pick<Store, "run">,
  { channel, now, limit, perMinute, leaseMs, claim }: Claim,
): Promise<readonly ClaimedDelivery[]> {
  const until = new Date(now.getTime() + leaseMs).toISOString();
  const values = [channel, now.toISOString(), limit, perMinute ?? null, claim, until];
  return await store.run<ClaimedDelivery>(take, values);
}

const letGo: Statement = {
  name: "notice-release",
  text: `update notice_delivery set claim = null, claimed_until = null, attempts = attempts - 1
    where id = any($1::text[]) and claim = $2 and state = 'waiting'`,
};

/** Gives back what was not tried to the end. */
export async function releaseClaims(
  store: Pick<Store, "run">,
  ids: readonly string[],
  claim: string,
): Promise<void> {
  await store.run(letGo, [ids, claim]);
}

const waiting: Statement = {
  name: "notice-channels-due",
  text: `select c.id from notice_channel c left join notice_circuit k on k.channel = c.id
    where c.state = 'active' and (k.hold_until is null or k.hold_until <= $1::timestamptz) and exists (
      select from notice_delivery d where d.channel = c.id and d.state = 'waiting' and d.due_at <= $1::timestamptz
        and (d.claimed_until is null or d.claimed_until <= $1::timestamptz))`,
};

/** Channels that have something to bring now. */
export async function channelsDue(store: Pick<Store, "run">, now: Date): Promise<readonly string[]> {
  return (await store.run<{ id: string }>(waiting, [now.toISOString()])).map(({ id }) => id);
}

const giveUp: Statement = {
  name: "notice-give-up",
  text: `with late as materialized (
      select d.id from notice_delivery d
      left join notice_channel c on c.id = d.channel left join notice_circuit k on k.channel = d.channel
      where d.state = 'waiting' and d.gives_up_at <= $1::timestamptz
        and (d.claimed_until is null or d.claimed_until <= $1::timestamptz)
        and (c.state is distinct from 'active' or k.hold_until > $1::timestamptz)
      order by d.gives_up_at limit 500 for update of d skip locked
    )
    update notice_delivery d set state = 'dead', ended_at = $1::timestamptz, claim = null, claimed_until = null,
      last_error = coalesce(last_error, 'the channel was not to be reached in time')
    from late where d.id = late.id returning d.id, d.channel`,
};

/**
 * Ends what could not be brought in time because its channel is disabled or left alone. What can be tried is tried, however
 * late: no server may have run for days.
 */
export async function giveUpLate(
  store: Pick<Store, "run">,
  now: Date,
): Promise<readonly { readonly id: string; readonly channel: string }[]> {
  return await store.run(giveUp, [now.toISOString()]);
}
