import { BlockList, isIP } from "node:net";
import type { ProvableLog } from "../log/index.ts";
import { ownSource } from "../log/index.ts";
import type { Transaction } from "../store/index.ts";

/** What is told of a sign-in. */
export interface SignInRecord {
  /** Undefined for a name that nobody has here. */
  readonly person: string | undefined;
  readonly outcome: "signed_in" | "failed" | "locked";
  readonly means: "password" | "oidc";
  readonly address: string;
}

/** Failures that are logged in one minute, so that nobody fills the log by trying. */
const perMinute = 30;

/** Logs a sign-in, last in its transaction; of failures no more than {@link perMinute}, each telling how many were left out. */
export async function logSignIn(
  log: Pick<ProvableLog, "logServerEvents">,
  transaction: Transaction,
  { person, outcome, means, address }: SignInRecord,
  now: Date,
): Promise<void> {
  const unlogged = outcome === "signed_in" ? 0 : await takeTurn(transaction, now);
  if (unlogged === undefined) return;
  const login = { person: person ?? "unknown", outcome, means, from: kindOf(address) };
  const data = { login: unlogged === 0 ? login : { ...login, unlogged } };
  await log.logServerEvents(transaction, ownSource, [{ type: "account.login.recorded", data }]);
}

/** How many were left out before, or undefined when this one is left out as well. */
async function takeTurn({ db }: Transaction, now: Date): Promise<number | undefined> {
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000).toISOString();
  await db
    .insertInto("sign_in_budget")
    .values({ id: 1, minute, logged: 0, skipped: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db.selectFrom("sign_in_budget").selectAll().forUpdate().executeTakeFirstOrThrow();
  const logged = row.minute.toISOString() === minute ? row.logged : 0;
  const isOpen = logged < perMinute;
  await db
    .updateTable("sign_in_budget")
    .set({ minute, logged: isOpen ? logged + 1 : logged, skipped: isOpen ? 0 : row.skipped + 1 })
    .execute();
  return isOpen ? row.skipped : undefined;
}

const privateNetworks = new BlockList();
privateNetworks.addSubnet("10.0.0.0", 8);
privateNetworks.addSubnet("172.16.0.0", 12);
privateNetworks.addSubnet("192.168.0.0", 16);
privateNetworks.addSubnet("100.64.0.0", 10);
privateNetworks.addSubnet("fc00::", 7, "ipv6");
privateNetworks.addSubnet("fe80::", 10, "ipv6");

/** An address says where somebody is; its kind is enough for the log. */
function kindOf(address: string): "loopback" | "private" | "public" {
  const plain = address.replace(/^::ffff:/, "");
  if (plain === "::1" || plain.startsWith("127.")) return "loopback";
  return privateNetworks.check(plain, isIP(plain) === 6 ? "ipv6" : "ipv4") ? "private" : "public";
}
