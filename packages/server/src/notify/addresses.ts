import { ProbityError } from "@probity/contracts";
import { loggingTransaction, ownSource, type ProvableLog } from "../log/index.ts";
import { isPlain } from "../plain-text.ts";
import type { Store } from "../store/index.ts";
import { type ChannelKind, channelKindNames, channelKinds, isChannelKind } from "./channels/index.ts";

/** Kinds of channels on which a person has an address. */
export const addressedKinds: readonly ChannelKind[] = channelKindNames.filter(
  (name) => channelKinds[name].address !== undefined,
);

/** A person's addresses by kind of channel. */
export type Addresses = Readonly<Partial<Record<ChannelKind, string>>>;

/** What an address looks like. */
const shapes = {
  email: /^[^\s@<>,;"\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/,
  phone: /^\+?[0-9]{5,20}$/,
  user: /^[A-Za-z0-9_.@-]{1,100}$/,
} as const;

/** Where a person is reached. */
export async function readAddresses({ db }: Pick<Store, "db">, person: string): Promise<Addresses> {
  const rows = await db
    .selectFrom("notice_address")
    .select(["kind", "address"])
    .where("person", "=", person)
    .where("address", "is not", null)
    .execute();
  return Object.fromEntries(rows.map(({ kind, address }) => [kind, address]));
}

/** What {@link changeAddresses} works with. */
export interface AddressOptions {
  readonly store: Store;
  readonly log: Pick<ProvableLog, "logServerEvents">;
  readonly clock: () => number;
}

/**
 * Changes where a person is reached; null takes an address away, what is not named stays. Throws `PROBITY_E_NOT_FOUND` for
 * an unknown person and `PROBITY_E_REQUEST` for what is no address. Logged without the addresses (LO-7).
 */
export async function changeAddresses(
  { store, log, clock }: AddressOptions,
  person: string,
  given: Readonly<Record<string, string | null>>,
  by: string,
): Promise<Addresses> {
  const entries = Object.entries(given);
  const wrong = entries.filter(([kind, address]) => address !== null && !fits(kind, address));
  if (wrong.length > 0)
    throw new ProbityError("PROBITY_E_REQUEST", "not an address of its kind of channel", {
      errors: wrong.map(([kind]) => ({ path: `/${kind}`, message: "is no address" })),
    });
  const now = new Date(clock()).toISOString();
  await loggingTransaction(store, async (transaction) => {
    const { db } = transaction;
    const known = await db.selectFrom("person").select("id").where("id", "=", person).executeTakeFirst();
    if (known === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no person ${person}`);
    if (entries.length === 0) return;
    await db
      .insertInto("notice_address")
      .values(entries.map(([kind, address]) => ({ person, kind, address, changed_at: now })))
      .onConflict((conflict) =>
        conflict.columns(["person", "kind"]).doUpdateSet((eb) => ({
          address: eb.ref("excluded.address"),
          changed_at: eb.ref("excluded.changed_at"),
        })),
      )
      .execute();
    const address = { person, kinds: entries.map(([kind]) => kind), by };
    await log.logServerEvents(transaction, ownSource, [
      { type: "notice.address.changed", data: { address } },
    ]);
  });
  return await readAddresses(store, person);
}

function fits(kind: string, address: string): boolean {
  const shape = isChannelKind(kind) ? channelKinds[kind].address : undefined;
  return shape !== undefined && isPlain(address) && shapes[shape].test(address);
}
