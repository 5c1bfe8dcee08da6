import { openStore } from "../../src/store/index.ts";

/** Everything that a database holds and that must be the same in a copy: keys of rows and moments of work are left out. */
const queries: Readonly<Record<string, string>> = {
  log: `select l.position, s.src, l.seq, l.header, e.source, e.id from log l join log_stream s on s.id = l.stream
    left join event e on e.key = l.event order by l.position`,
  events: `select source, id, type, subject, time, received_at, incomplete, body, salt, erased_at is not null as erased
    from event order by source, id`,
  quarantine: `select source, event_id, type, body, encode(body_hash, 'hex') as hash, code, errors, salt, position, state,
    received_at from quarantine order by position, id`,
  streams: `select src, source, last_seq, encode(last_hash, 'hex') as hash, heartbeat_seconds, closed_at is null as open
    from log_stream order by src`,
  tiles: "select level, n, encode(hashes, 'hex') as hashes from log_tile order by level, n",
  head: "select next_position, origin, digest, encode(edge, 'hex') as edge from log_head",
  sources: "select * from source order by id",
  keys: "select encode(sha256, 'hex') as sha256, source, created_at, expires_at from source_key order by 1",
  types: "select * from event_type order by 1, 2, 3",
  models: "select * from model_version order by id, version",
  modelSteps: "select * from model_step order by model, version, n",
  modelProofs: "select * from model_proof order by id",
  shadowDays: "select * from shadow_day order by 1, 2, 3, 4, 5",
  shadowFindings: "select * from shadow_finding order by 1, 2, 3, 4",
  bindings: "select * from binding_set order by 1, 2",
  bundles: "select * from bundle order by 1, 2",
  signer: "select * from signing_key order by 1",
  results: `select position, bundle_version, bundle_hash, hits, clear, not_applicable, indeterminate, failure
    from event_result order by position`,
  findings: "select * from finding order by position, binding",
  days: "select * from rule_day order by source, rule, day, version",
  records: "select * from process_record order by 1, 2, 3",
  alerts: `select id, source, rule, rule_version, group_key, subject, class, level, state, count, first_at, last_at,
    first_position, last_position, name, message from alert order by id`,
  links: "select * from alert_finding order by 1, 2, 3",
};

/** The contents of a database by part. */
export type Dump = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** Reads the embedded database of a data directory that no server holds. */
export async function dumpOf(dataDir: string): Promise<Dump> {
  const store = await openStore({ dataDir, databasePoolSize: 2 });
  try {
    const parts: [string, readonly Readonly<Record<string, unknown>>[]][] = [];
    for (const [name, sql] of Object.entries(queries)) parts.push([name, (await store.pool.query(sql)).rows]);
    return Object.fromEntries(parts);
  } finally {
    await store.close();
  }
}
