import type { Store } from "../store/index.ts";
import type { KeptRow, StateFile } from "./state-file.ts";

/** A small table that the log does not hold and that cannot be made again from it. Its rows are never deleted. */
interface KeptTable {
  readonly name: string;
  readonly key: readonly string[];
  /** Columns that change after the row was made; without them a row is known by its key. */
  readonly changing?: readonly string[];
  /** Of the changing columns those by which a change is seen, where the others are long. Default: the whole row. */
  readonly seenBy?: readonly string[];
  /** Only the changing columns are kept: those of the one row that every database has. */
  readonly partial?: true;
}

/** In an order in which rows can be put back. */
const tables: readonly KeptTable[] = [
  { name: "log_head", key: ["id"], changing: ["origin", "digest"], partial: true },
  { name: "signing_key", key: ["keyid"] },
  { name: "source", key: ["id"], changing: ["name", "revoked_at"] },
  { name: "source_key", key: ["sha256"], changing: ["expires_at"] },
  { name: "person", key: ["id"], changing: ["name", "revoked_at"] },
  { name: "person_token", key: ["sha256"], changing: ["expires_at"] },
  { name: "access_grant", key: ["id"], changing: ["revoked_at", "revoked_by"] },
  {
    name: "local_account",
    key: ["person"],
    changing: ["password", "password_at", "reset_sha256", "reset_expires_at"],
  },
  { name: "service_token", key: ["id"], changing: ["revoked_at"] },
  { name: "event_type", key: ["owner", "type", "version"] },
  { name: "model", key: ["id", "version"] },
  {
    name: "model_version",
    key: ["id", "version"],
    changing: [
      "state",
      "digest",
      "body",
      "cases",
      "cases_digest",
      "author",
      "retiring_by",
      "shadow_from",
      "changed_at",
    ],
    seenBy: ["state", "digest", "cases_digest", "retiring_by", "changed_at"],
  },
  { name: "model_step", key: ["model", "version", "n"] },
  { name: "model_proof", key: ["id"] },
  { name: "binding_set", key: ["source", "version"] },
  { name: "bundle_key", key: ["keyid"], changing: ["state", "changed_at", "reason"] },
  { name: "bundle", key: ["source", "version"] },
  {
    name: "change_request",
    key: ["id"],
    changing: ["state", "requested_by", "decided_by", "decided_at", "decision_reason"],
  },
  { name: "rule_exception", key: ["id"], changing: ["ended_at", "ended_by", "end_reason"] },
  { name: "breaker", key: ["id"], changing: ["reset_at", "reset_by", "reset_reason"] },
  {
    name: "approval",
    key: ["id"],
    changing: ["state", "reminders", "decided_by", "via", "reason", "decided_at", "valid_until"],
    seenBy: ["state", "reminders"],
  },
  { name: "approval_link", key: ["sha256"] },
  {
    name: "appeal",
    key: ["id"],
    changing: ["person", "text", "state", "answer", "answered_by", "answered_at"],
    seenBy: ["person", "state"],
  },
  {
    name: "work_calendar",
    key: ["id"],
    changing: ["parent", "names", "time_zone", "week", "working_time", "version", "changed_at", "changed_by"],
  },
  {
    name: "calendar_year",
    key: ["calendar", "year"],
    changing: ["announced", "source", "changed_at", "changed_by"],
  },
  {
    name: "calendar_day",
    key: ["calendar", "day"],
    changing: ["kind", "names", "source", "changed_at", "changed_by"],
  },
  { name: "calendar_change", key: ["calendar", "version"] },
  {
    name: "saved_view",
    key: ["id"],
    changing: ["name", "query", "unit", "place", "changed_at", "removed_at"],
    seenBy: ["changed_at", "removed_at"],
  },
  { name: "alert_label", key: ["alert", "n"] },
  { name: "calibration", key: ["version"] },
  { name: "rule_demotion", key: ["rule", "version", "labels"] },
  { name: "org_head", key: ["id"], changing: ["revision"], partial: true },
  { name: "org_unit", key: ["id"] },
  { name: "org_unit_change", key: ["unit", "valid_from", "revision"] },
  { name: "org_post", key: ["id"] },
  { name: "org_post_change", key: ["post", "valid_from", "revision"] },
  {
    name: "org_person",
    key: ["person"],
    changing: [
      "unit",
      "email",
      "phone",
      "keys",
      "user_name",
      "external_id",
      "attributes",
      "removed_at",
      "changed_at",
      "changed_by",
    ],
  },
  { name: "org_holder", key: ["id"], changing: ["valid_from", "valid_to", "changed_at", "changed_by"] },
  {
    name: "org_delegation",
    key: ["id"],
    changing: ["permissions", "valid_from", "valid_to", "reason", "changed_at", "changed_by"],
  },
  {
    name: "org_relation",
    key: ["id"],
    changing: ["valid_from", "valid_to", "declared_by", "changed_at", "changed_by"],
  },
  {
    name: "org_group",
    key: ["id"],
    changing: ["display_name", "external_id", "members", "removed_at", "changed_at"],
  },
  {
    name: "notice_channel",
    key: ["id"],
    changing: ["name", "settings", "secrets", "state", "changed_at"],
    seenBy: ["state", "secrets", "changed_at"],
  },
  { name: "notice_address", key: ["person", "kind"], changing: ["address", "changed_at"] },
  { name: "notice_preference", key: ["person"], changing: ["body", "changed_at"] },
  { name: "letter_number", key: ["kind", "year"], changing: ["last"] },
  {
    name: "letter",
    key: ["id"],
    changing: [
      "recipient",
      "unit",
      "reply_on",
      "state",
      "year",
      "sequence",
      "number",
      "fields",
      "html",
      "docx",
      "html_sha256",
      "docx_sha256",
      "sent_at",
      "sent_by",
      "received_at",
      "received_by",
      "answered_at",
      "answered_on",
      "answered_by",
      "answer",
      "version",
    ],
    seenBy: ["version"],
  },
  // Steps before their item, by whose version a change is seen.
  { name: "list_proof", key: ["id"] },
  { name: "list_step", key: ["item", "n"] },
  {
    name: "list_item",
    key: ["id"],
    changing: [
      "title",
      "owner",
      "unit",
      "due_on",
      "state",
      "fields",
      "progress",
      "send_backs",
      "repeat_of",
      "relapses",
      "opened_at",
      "asked_at",
      "asked_by",
      "done_at",
      "done_on",
      "done_by",
      "version",
    ],
    seenBy: ["version"],
  },
  // Parts of a case before the case: what the scorer made meanwhile is made again where the case is missing something.
  {
    name: "evidence_part",
    key: ["evidence", "n"],
    changing: ["bytes", "data"],
    seenBy: ["bytes"],
  },
  {
    name: "case_evidence",
    key: ["id"],
    changing: ["text", "complete", "withdrawn_at", "withdrawn_by", "withdrawal_reason"],
    seenBy: ["complete", "withdrawn_at"],
  },
  { name: "case_opinion", key: ["id"], changing: ["opinion", "given_by", "given_at"], seenBy: ["given_at"] },
  { name: "case_alert", key: ["alert"], changing: ["case_id", "joined_at", "joined_by"] },
  { name: "case_subject", key: ["case_id", "kind", "key"] },
  { name: "case_step", key: ["case_id", "n"] },
  {
    name: "case_clock",
    key: ["case_id", "track"],
    changing: [
      "state",
      "situation",
      "open",
      "days",
      "level_days",
      "warn_days",
      "started_at",
      "given_at",
      "calendar",
      "calendar_version",
      "due_at",
      "warn_at",
      "remind_at",
      "hand_up_at",
      "reminded",
      "told",
      "review",
      "escalation_level",
      "raises",
      "raised_at",
      "body",
      "turn",
    ],
    seenBy: ["state", "open", "started_at", "due_at", "turn", "escalation_level", "review", "raises"],
  },
  { name: "case_terms", key: ["scope"], changing: ["body", "changed_at", "changed_by"] },
  { name: "case_pause", key: ["case_id", "track", "from_at"], changing: ["to_at"] },
  {
    name: "case_track",
    key: ["case_id", "track"],
    changing: [
      "state",
      "suspended_from",
      "version",
      "since",
      "unit",
      "handler",
      "verifiers",
      "assigned_at",
      "due_at",
      "returns",
      "proposal",
      "content",
    ],
    seenBy: ["version", "due_at"],
  },
  {
    name: "risk_point",
    key: ["id"],
    changing: [
      "version",
      "level",
      "unit",
      "post",
      "body",
      "grade",
      "owner",
      "state",
      "review_at",
      "changed_at",
      "changed_by",
    ],
    seenBy: ["version"],
  },
  { name: "risk_version", key: ["id", "version"] },
  {
    name: "kb_article",
    key: ["id"],
    changing: ["version", "kind", "state", "body", "words", "changed_at", "changed_by"],
    seenBy: ["version"],
  },
  { name: "kb_version", key: ["id", "version"] },
  { name: "kb_push", key: ["id"] },
  { name: "report_series", key: ["id"], changing: ["ended_at", "ended_by"] },
  { name: "report", key: ["id"] },
  { name: "subject_export", key: ["id"], changing: ["agreed_by", "agreed_at"] },
  // How far an act is follows from the versions of its things: only that it was asked for, and ended, is kept.
  {
    name: "bulk_act",
    key: ["id"],
    changing: ["state", "done", "refused", "refusals", "ended_at"],
    seenBy: ["state"],
  },
  { name: "clue_machine", key: ["version"] },
  { name: "clue_subject", key: ["clue", "kind", "key"] },
  { name: "clue_reporter", key: ["clue"] },
  { name: "clue_step", key: ["clue", "n"] },
  { name: "clue_duplicate", key: ["clue", "other"], changing: ["state", "decided_by", "decided_at"] },
  {
    name: "clue",
    key: ["id"],
    changing: ["stage", "version", "steps", "ended_at", "case_id"],
    seenBy: ["version", "steps"],
  },
  {
    name: "case_file",
    key: ["id"],
    changing: ["level", "key_group", "merged_into", "root", "steps", "open", "closed_at"],
  },
];

/** Writes every row that changed since the last call to the journal. */
export async function keepRows(store: Store, state: StateFile): Promise<void> {
  const changed: KeptRow[] = [];
  for (const table of tables) changed.push(...(await changedRows(store, table, state.marks)));
  if (changed.length > 0) await state.keep(changed);
  await store.pool.query(
    `insert into journal_head (id, sequence) values (1, $1)
     on conflict (id) do update set sequence = excluded.sequence where journal_head.sequence <> excluded.sequence`,
    [state.sequence],
  );
}

/** The sequence of the journal when the rows of this database were last written to it; 0 when never. */
export async function keptSequence(store: Store): Promise<number> {
  const { rows } = await store.pool.query<{ sequence: number }>("select sequence from journal_head");
  return rows[0]?.sequence ?? 0;
}

/** Puts the rows of the journal into the database: what is missing, and what was changed last. */
export async function restoreRows(store: Store, state: StateFile): Promise<number> {
  const kept = await state.rows();
  await store.transaction(async (transaction) => {
    for (const table of tables) {
      const statement = { name: `journal-put-${table.name}`, text: restoring(table) };
      for (const { row } of kept.filter((one) => one.table === table.name))
        await transaction.run(statement, [row]);
    }
  });
  return kept.length;
}

async function changedRows(
  store: Store,
  table: KeptTable,
  marks: ReadonlyMap<string, string>,
): Promise<readonly KeptRow[]> {
  const { name } = table;
  const key = `json_build_array(${table.key.map(column).join(", ")})::text`;
  const text = textOf(table);
  const seen =
    table.seenBy === undefined ? text : `json_build_array(${table.seenBy.map(column).join(", ")})::text`;
  const mark = table.changing === undefined ? "''" : `md5(${seen})`;
  const { rows } = await store.pool.query<{ key: string; mark: string }>(
    `select ${key} as key, ${mark} as mark from ${name} t`,
  );
  const fresh = rows.filter((row) => marks.get(`${name}\n${row.key}`) !== row.mark);
  if (fresh.length === 0) return [];
  const found = await store.pool.query<{ key: string; mark: string; row: string }>(
    `select ${key} as key, ${mark} as mark, ${text} as row from ${name} t where ${key} = any($1::text[])`,
    [fresh.map((row) => row.key)],
  );
  return found.rows.map(({ key: of, mark: as, row }): KeptRow => ({ table: name, key: of, mark: as, row }));
}

const column = (name: string): string => `t.${name}`;

const textOf = ({ key, changing, partial }: KeptTable): string =>
  partial === true
    ? `json_build_object(${[...key, ...(changing ?? [])].map((name) => `'${name}', ${column(name)}`).join(", ")})::text`
    : "row_to_json(t)::text";

function restoring({ name, key, changing, partial }: KeptTable): string {
  const record = `json_populate_record(null::${name}, $1::json)`;
  const set = (from: string): string => (changing ?? []).map((one) => `${one} = ${from}.${one}`).join(", ");
  if (partial === true) {
    const same = key.map((one) => `t.${one} = r.${one}`).join(" and ");
    return `update ${name} t set ${set("r")} from ${record} r where ${same}`;
  }
  const conflict = changing === undefined ? "do nothing" : `do update set ${set("excluded")}`;
  return `insert into ${name} select * from ${record} on conflict (${key.join(", ")}) ${conflict}`;
}
