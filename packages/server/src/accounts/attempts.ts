import { createHash } from "node:crypto";
import { isIP } from "node:net";
import { ProbityError } from "@probity/contracts";
import type { Statement, Store, Transaction } from "../store/index.ts";

/** From which failure on nothing is tried for a while, by whose they are. Behind one address there can be a whole office. */
const limits = { account: 5, address: 50 } as const;
/** The first wait; it doubles with every further failure, up to the longest. */
const firstWaitSeconds = 15;
const longestWaitSeconds = 900;
/** Failures that are so long ago do not count any more. */
const forgottenAfter = "1 day";

/** What attempts are counted by. */
export interface AttemptKeys {
  readonly account: string;
  readonly address: string;
}

const bucket = (text: string): number => createHash("sha256").update(text).digest().readUInt16BE(0);

/**
 * Unknown names and addresses share as many rows as there are values of so many bytes of their hash: nobody makes the table
 * grow by trying, and an unknown name waits like a known one.
 */
export function attemptKeys(person: string, isKnown: boolean, address: string): AttemptKeys {
  return {
    account: isKnown ? `p:${person}` : `u:${bucket(person)}`,
    address: `a:${bucket(networkOf(address))}`,
  };
}

/** Whoever has an IPv6 address has 2^64 of them: it counts by its first four groups, those that are left out in writing as well. */
function networkOf(address: string): string {
  if (isIP(address) !== 6 || address.startsWith("::ffff:")) return address;
  const [head = "", tail] = address.split("::");
  const groups = head.split(":").filter((group) => group !== "");
  const behind = tail?.split(":").filter((group) => group !== "") ?? [];
  const left = Array.from({ length: Math.max(0, 8 - groups.length - behind.length) }, () => "0");
  return [...groups, ...(tail === undefined ? [] : left), ...behind].slice(0, 4).join(":");
}

const countAttempt: Statement = {
  name: "sign-in-attempt",
  text: `insert into sign_in_failure as f (key, failures, last_at, locked_until) values ($1, 1, $2::timestamptz, null)
    on conflict (key) do update set
      failures = case when f.last_at < $2::timestamptz - interval '${forgottenAfter}' then 1 else least(f.failures, 1000) + 1 end,
      last_at = $2::timestamptz,
      locked_until = case
        when f.last_at < $2::timestamptz - interval '${forgottenAfter}' or f.failures + 1 < $3::int then null
        else $2::timestamptz + make_interval(secs =>
          least(${firstWaitSeconds} * power(2, least(f.failures + 1 - $3::int, 10)), ${longestWaitSeconds})) end
      where f.locked_until is null or f.locked_until <= $2::timestamptz
    returning failures`,
};

const findWait: Statement = {
  name: "sign-in-wait",
  text: `select ceil(extract(epoch from locked_until - $2::timestamptz))::int as seconds from sign_in_failure
    where key = $1 and locked_until > $2::timestamptz`,
};

/** Nothing is tried for now; `retryAfterSeconds` beside the error becomes its `Retry-After`. */
async function waitError(store: Pick<Store, "run">, key: string, now: Date): Promise<ProbityError> {
  const [wait] = await store.run<{ seconds: number }>(findWait, [key, now.toISOString()]);
  const error = new ProbityError("PROBITY_E_SIGN_IN_WAIT", "");
  // Nothing is found when somebody signed in meanwhile.
  return Object.assign(error, { retryAfterSeconds: wait?.seconds ?? 1 });
}

/**
 * Counts an attempt before it is made, as failed: those that run at once are counted one after the other. Throws
 * `PROBITY_E_SIGN_IN_WAIT` where nothing is tried for now. Says whether one more failure makes the account wait.
 */
export async function beginAttempt(
  store: Pick<Store, "run">,
  keys: AttemptKeys,
  now: Date,
): Promise<{ readonly locks: boolean }> {
  const count = (key: string, limit: number): Promise<readonly { failures: number }[]> =>
    store.run<{ failures: number }>(countAttempt, [key, now.toISOString(), limit]);
  const [byAddress] = await count(keys.address, limits.address);
  if (byAddress === undefined) throw await waitError(store, keys.address, now);
  const [byAccount] = await count(keys.account, limits.account);
  if (byAccount === undefined) throw await waitError(store, keys.account, now);
  return { locks: byAccount.failures >= limits.account };
}

/** An attempt was none: the account starts anew, the address is given this one back. */
export async function clearAttempt({ db }: Pick<Transaction, "db">, keys: AttemptKeys): Promise<void> {
  await db.deleteFrom("sign_in_failure").where("key", "=", keys.account).execute();
  await db
    .updateTable("sign_in_failure")
    .set((eb) => ({ failures: eb("failures", "-", 1), locked_until: null }))
    .where("key", "=", keys.address)
    .where("failures", ">", 0)
    .execute();
}
