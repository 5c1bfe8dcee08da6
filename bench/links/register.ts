import type { Pool } from "pg";

/** Numbers that are the same on every run (mulberry32). */
export const seeded = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** Nodes of a register with so many edges: two edges a node. */
export const nodesOf = (edges: number): number => Math.ceil(edges / 2);

/** A firm owns from a few others on: owners are drawn so that some own many and most own one or two. */
const ownerOf = (next: () => number, nodes: number): number => 1 + Math.floor(nodes * next() ** 1.5);

/** Writes a random register straight into the tables: loading it event by event is not what is measured here. */
export const fillRegister = async (pool: Pool, edges: number): Promise<void> => {
  const next = seeded(1);
  const nodes = nodesOf(edges);
  await pool.query(
    `insert into link_entity (id, space, key, kind, revision)
     select n, 'party', 'org-' || n, 'organisation', 1 from generate_series(1, $1::int) n`,
    [nodes],
  );
  const page = 50_000;
  for (let at = 0; at < edges; at += page) {
    const rows = Array.from({ length: Math.min(page, edges - at) }, () => [
      ownerOf(next, nodes),
      1 + Math.floor(nodes * next()),
      (1 + Math.floor(next() * 99)) / 100,
    ]);
    await pool.query(
      `insert into link_relation (from_id, to_id, kind, share, confidence, source, position, recorded_at, revision)
       select f, o, 'shareholder', s, 100, 'register', 1, now(), 1 from unnest($1::int[], $2::int[], $3::numeric[]) as t(f, o, s)
       where f <> o`,
      [rows.map(([from]) => from), rows.map(([, to]) => to), rows.map(([, , share]) => share)],
    );
  }
  await pool.query("update link_head set revision = 1 where id = 1");
  await pool.query("analyze link_entity");
  await pool.query("analyze link_relation");
};
