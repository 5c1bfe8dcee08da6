import { ProbityError } from "@probity/contracts";
import { changeEpoch } from "./epoch.ts";
import type { Statement, Store, Transaction } from "../store/index.ts";

const takePlace: Statement = {
  name: "windows-rebuild-place",
  text: "select position from score_position where name = 'score' for update",
};

const startAgain: Statement = {
  name: "windows-rebuild",
  text: `insert into window_definition (hash, scope, definition, from_position, filled_to, replaces, state, created_at, last_used_at)
    select 'rebuild ' || id, scope, definition, $2::bigint, 0, id, 'rebuild', $3::timestamptz, last_used_at
    from window_definition where id = $1 and state = 'live' on conflict (hash, scope) do nothing`,
};

const rebuildOf: Statement = {
  name: "windows-rebuild-of",
  text: "select id from window_definition where replaces = $1 and state = 'rebuild'",
};

/** Begins to make the members of a definition again beside the ones that it has. `PROBITY_E_NOT_FOUND` for no such one. */
export async function beginRebuild(store: Store, id: number, now: Date): Promise<number> {
  return await store.transaction(async (transaction) => {
    const [place] = await transaction.run<{ position: number }>(takePlace, []);
    await transaction.run(startAgain, [id, place?.position ?? 0, now.toISOString()]);
    const [row] = await transaction.run<{ id: number }>(rebuildOf, [id]);
    if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no window ${id}`);
    return row.id;
  });
}

const filledRebuilds: Statement = {
  name: "windows-rebuilt",
  text: `select id, replaces from window_definition where state = 'rebuild' and filled_to >= from_position order by id`,
};

const columns = "key, at, position, n, t, u, gap, gone";

/** Rows that only one of the two has. The scorer writes both in one transaction: any snapshot may compare them. */
const compare: Statement = {
  name: "windows-compare",
  text: `select (
      select count(*) from (select ${columns} from window_member where definition = $1
        except select ${columns} from window_member where definition = $2) missing
    ) + (
      select count(*) from (select ${columns} from window_member where definition = $2
        except select ${columns} from window_member where definition = $1) more
    ) as differences`,
};

const retire: Statement = {
  name: "windows-retire",
  text: `update window_definition set state = 'dropped', hash = 'dropped ' || id where id = $1 and state = 'live'
    returning hash`,
};

const hashOf: Statement = {
  name: "windows-hash",
  text: "select hash, last_used_at from window_definition where id = $1 and state = 'live' for update",
};

const promote: Statement = {
  name: "windows-promote",
  text: `update window_definition set state = 'live', hash = $2, replaces = null, rebuilt_at = $3::timestamptz,
      differences = $4::bigint, last_used_at = $5::timestamptz
    where id = $1 and state = 'rebuild' returning id`,
};

const moveHolds: Statement = {
  name: "windows-move-holds",
  text: "update window_hold set definition = $2::int where definition = $1::int",
};

const forgetRebuild: Statement = {
  name: "windows-forget-rebuild",
  text: "update window_definition set state = 'dropped', hash = 'dropped ' || id where id = $1 and state = 'rebuild'",
};

/** Puts definitions that were made again in the place of the old ones, in one transaction each, and says how they differed. */
export async function finishRebuilds(store: Store, now: Date): Promise<void> {
  for (const { id, replaces } of await store.run<{ id: number; replaces: number }>(filledRebuilds, [])) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const [compared] = await store.run<{ differences: number }>(compare, [replaces, id]);
    // oxlint-disable-next-line no-await-in-loop
    await store.transaction(async (transaction) => {
      await transaction.run(takePlace, []);
      await exchange(transaction, { id, replaces, differences: compared?.differences ?? 0, now });
    });
  }
}

interface Exchange {
  readonly id: number;
  readonly replaces: number;
  readonly differences: number;
  readonly now: Date;
}

async function exchange(
  transaction: Transaction,
  { id, replaces, differences, now }: Exchange,
): Promise<void> {
  const [old] = await transaction.run<{ hash: string; last_used_at: Date }>(hashOf, [replaces]);
  if (old === undefined) {
    // Nobody needed the old one any more.
    await transaction.run(forgetRebuild, [id]);
    return;
  }
  await changeEpoch(transaction);
  await transaction.run(retire, [replaces]);
  await transaction.run(moveHolds, [replaces, id]);
  await transaction.run(promote, [
    id,
    old.hash,
    now.toISOString(),
    differences,
    old.last_used_at.toISOString(),
  ]);
}
