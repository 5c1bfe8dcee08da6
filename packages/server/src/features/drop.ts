import type { Statement, Store } from "../store/index.ts";
import { changeEpoch } from "./epoch.ts";

/** A definition that nobody needs is kept for this long: a version that is taken back finds its windows filled. */
export const keepDays = 7;

const retireUnused: Statement = {
  name: "windows-drop-unused",
  text: `update window_definition set state = 'dropped', hash = 'dropped ' || id
    where state = 'live' and last_used_at < $1::timestamptz returning id`,
};

const dropped: Statement = {
  name: "windows-dropped",
  text: "select id from window_definition where state = 'dropped' order by id",
};

/** Bounded: the embedded database serves nobody else meanwhile. */
const deleteSome: Statement = {
  name: "windows-delete-some",
  text: `delete from window_member where definition = $1 and (key, at, position) in (
      select key, at, position from window_member where definition = $1 order by key, at, position limit 2000
    ) returning 1 as one`,
};

const deleteDefinition: Statement = {
  name: "windows-delete-definition",
  text: "delete from window_definition where id = $1 and state = 'dropped'",
};

const deleteHolds: Statement = {
  name: "windows-delete-holds",
  text: "delete from window_hold where definition = $1",
};

/** Drops what nobody needed for {@link keepDays} days, and removes the rows of what was dropped, some at a time. */
export async function dropUnused(store: Store, now: Date): Promise<void> {
  const before = new Date(now.getTime() - keepDays * 86_400_000);
  await store.transaction(async (transaction) => {
    const retired = await transaction.run(retireUnused, [before.toISOString()]);
    if (retired.length > 0) await changeEpoch(transaction);
  });
  for (const { id } of await store.run<{ id: number }>(dropped, [])) {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- some after the other, others are served in between
      const rows = await store.run(deleteSome, [id]);
      if (rows.length === 0) break;
    }
    // oxlint-disable-next-line no-await-in-loop
    await store.run(deleteHolds, [id]);
    // oxlint-disable-next-line no-await-in-loop
    await store.run(deleteDefinition, [id]);
  }
}
