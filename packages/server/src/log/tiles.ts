import type { ReadTile } from "@probity/tlog";
import type { Statement, Store } from "../store/index.ts";

const selectTile: Statement = {
  name: "log-tile",
  text: "select substring(hashes from 1 for $3::int * 32) as hashes from log_tile where level = $1 and n = $2",
};

/** Reads tiles of the committed tree from the database; what is not there comes back short. */
export const tileReader =
  (store: Store): ReadTile =>
  async (level, index, width) => {
    const [row] = await store.run<{ hashes: Buffer }>(selectTile, [level, index, width]);
    return row?.hashes ?? Buffer.alloc(0);
  };

const selectHeaders: Statement = {
  name: "log-headers",
  text: "select header from log where position >= $1 and position < $2 order by position",
};

/** The exact headers from position `from` up to, not including, `to`; fewer at the end of the log. */
export async function readHeaders(store: Store, from: number, to: number): Promise<readonly string[]> {
  const rows = await store.run<{ header: string }>(selectHeaders, [from, to]);
  return rows.map(({ header }) => header);
}
