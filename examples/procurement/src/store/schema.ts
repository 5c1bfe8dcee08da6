/**
 * Schema steps of the app's own database, in order; `PRAGMA user_version` counts the applied ones. Append only.
 * `process.record` is the compiled record: the merge of the data of every event that this app emitted for the process.
 */
export const schemaSteps: readonly string[] = [
  `CREATE TABLE process (
     id TEXT PRIMARY KEY, title_zh TEXT NOT NULL, title_en TEXT NOT NULL, demo TEXT, stage TEXT NOT NULL,
     record TEXT NOT NULL, created_at INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE act (
     id INTEGER PRIMARY KEY, process_id TEXT NOT NULL REFERENCES process(id), act TEXT NOT NULL, actor TEXT NOT NULL,
     second_approver TEXT, outcome TEXT, justification TEXT, at INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX act_of_process ON act (process_id, id);
   CREATE TABLE draft (
     process_id TEXT NOT NULL REFERENCES process(id), act TEXT NOT NULL, person TEXT NOT NULL, opened_at INTEGER NOT NULL,
     PRIMARY KEY (process_id, act, person)
   ) STRICT;
   CREATE TABLE approval (
     id TEXT PRIMARY KEY, process_id TEXT NOT NULL REFERENCES process(id), act TEXT NOT NULL, requester TEXT NOT NULL,
     approver TEXT NOT NULL, data TEXT NOT NULL, token TEXT NOT NULL, decision TEXT NOT NULL, state TEXT NOT NULL,
     opinion TEXT, created_at INTEGER NOT NULL, decided_at INTEGER
   ) STRICT;
   CREATE INDEX approval_inbox ON approval (approver, state, created_at);
   CREATE TABLE session (
     id_hash TEXT PRIMARY KEY, person TEXT NOT NULL, csrf TEXT NOT NULL, expires_at INTEGER NOT NULL
   ) STRICT;`,
  // The second person's own page at the central server.
  "ALTER TABLE approval ADD COLUMN link TEXT;",
  // Token of the last check of an open draft: the next one takes its place.
  "ALTER TABLE draft ADD COLUMN token TEXT;",
];
