import type { Pool } from "pg";
import { actType } from "../history/act-type.ts";

/** The peer's own tables beside ours: columns instead of JSON, covering indexes, no log, no proof. */
const tables = [
  "create table peer_event (id text primary key, body text not null)",
  "create table peer_act (buyer text not null, supplier text not null, at timestamptz not null, minor bigint not null)",
  `insert into peer_act select body::json #>> '{data,buyer,id}', body::json #>> '{data,supplier,id}', time,
    round((body::json #>> '{data,value,amount}')::numeric * 100)::bigint from event where type = '${actType.type}'`,
  "create index peer_act_buyer on peer_act (buyer, at) include (supplier, minor)",
  "create index peer_act_pair on peer_act (buyer, supplier, at)",
  "create index peer_act_supplier on peer_act (supplier, at) include (minor)",
  "create table peer_edge (company integer not null, owner integer not null, share float8 not null)",
  `insert into peer_edge select distinct on (to_id, from_id) to_id, from_id, share::float8 from link_relation
    where kind = 'shareholder' and share is not null order by to_id, from_id, id desc`,
  "create index peer_edge_company on peer_edge (company) include (owner, share)",
  // Index-only scans need to know that nobody changes these pages.
  "vacuum (analyze) peer_act",
  "vacuum (analyze) peer_edge",
];

/** Fills the peer's tables from ours. */
export const makePeerTables = async (pool: Pool): Promise<void> => {
  for (const statement of tables) await pool.query(statement);
};
