import type { Statement, Store } from "../../store/index.ts";
import type { Delivered } from "../channels/index.ts";
import { retryDelayMs } from "./backoff.ts";
import type { ClaimedDelivery } from "./claim.ts";

/** After so many failures in a row an endpoint is left alone for a while. */
export const failureLimit = 5;

const maxHoldMs = 600_000;

/** What came of an attempt. */
export interface Attempt {
  readonly delivery: ClaimedDelivery;
  readonly channel: string;
  readonly claim: string;
  readonly delivered: Delivered;
  readonly at: Date;
  readonly durationMs: number;
  /** Now. */
  readonly ended: Date;
  readonly retryBaseMs: number;
  /** 0 to 1. */
  readonly random: number;
}

/** Whoever lost the claim tells of the attempt, but not how the delivery stands. */
const record: Statement = {
  name: "notice-record",
  text: `with told as (
      insert into notice_attempt (delivery, n, channel, at, ok, status, duration_ms, error)
      values ($1, $3, $2, $4::timestamptz, $5, $6, $7, $8) on conflict do nothing
    ), circuit as (
      insert into notice_circuit (channel, failures, hold_until, last_ok_at, last_failed_at, last_error)
      values ($2, $14::int, $15::timestamptz, case when $5 then $4::timestamptz end,
        case when $5 then null else $4::timestamptz end, $8)
      on conflict (channel) do update set
        failures = case when $5 then 0 else notice_circuit.failures + $14::int end,
        hold_until = case when $5 then null
          when $15::timestamptz is not null then greatest(notice_circuit.hold_until, $15::timestamptz)
          when $14::int = 1 and notice_circuit.failures + 1 >= ${failureLimit} then $12::timestamptz
            + least(${maxHoldMs}, $16::float8 * power(2, least(notice_circuit.failures + 1 - ${failureLimit}, 20)))
            * (0.5 + 0.5 * $17::float8) * interval '1 millisecond'
          else notice_circuit.hold_until end,
        last_ok_at = case when $5 then $4::timestamptz else notice_circuit.last_ok_at end,
        last_failed_at = case when $5 then notice_circuit.last_failed_at else $4::timestamptz end,
        last_error = case when $5 then notice_circuit.last_error else $8 end
      where not $5 or notice_circuit.failures > 0 or notice_circuit.hold_until is not null
        or notice_circuit.last_ok_at is null or notice_circuit.last_ok_at < $4::timestamptz - interval '1 minute'
    )
    update notice_delivery set state = $10, due_at = coalesce($11::timestamptz, due_at), claim = null,
      claimed_until = null, ended_at = $13::timestamptz, last_error = $8
    where id = $1 and claim = $9 and state = 'waiting'`,
};

/** Tells how an attempt ended, and when the next one is due; one statement, so that all of it is there or none. */
export async function recordAttempt(
  store: Pick<Store, "run">,
  attempt: Attempt,
): Promise<"sent" | "dead" | "waiting"> {
  const { delivery, channel, claim, delivered, at, durationMs, ended, retryBaseMs, random } = attempt;
  const next = nextDue(attempt);
  const state = delivered.ok ? "sent" : next === undefined ? "dead" : "waiting";
  const isPermanent = !delivered.ok && delivered.permanent === true;
  const holdMs = delivered.ok ? undefined : delivered.retryAfterMs;
  await store.run(record, [
    delivery.id,
    channel,
    delivery.attempts,
    at.toISOString(),
    delivered.ok,
    delivered.status ?? null,
    Math.round(durationMs),
    delivered.ok ? null : delivered.error,
    claim,
    state,
    next?.toISOString() ?? null,
    ended.toISOString(),
    state === "waiting" ? null : ended.toISOString(),
    // One mailbox that is gone says nothing of the mail server, and one that asks to wait is well.
    delivered.ok || isPermanent || holdMs !== undefined ? 0 : 1,
    holdMs === undefined ? null : new Date(ended.getTime() + holdMs).toISOString(),
    retryBaseMs,
    random,
  ]);
  return state;
}

/** When it is tried again; undefined when it is not. */
function nextDue({ delivery, delivered, ended, retryBaseMs, random }: Attempt): Date | undefined {
  if (delivered.ok || delivered.permanent === true) return undefined;
  const delay = Math.max(retryDelayMs(delivery.attempts, retryBaseMs, random), delivered.retryAfterMs ?? 0);
  const next = new Date(ended.getTime() + delay);
  return next >= delivery.gives_up_at ? undefined : next;
}
