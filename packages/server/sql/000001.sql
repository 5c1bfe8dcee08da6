-- One statement per step, each ended by a semicolon at the end of a line: the embedded database takes one at a time.
-- Append-only: once released, a file is never edited, a later one adds to it (OP-4).

-- A registered business system (SE-1).
create table source (
  id text primary key,
  name text not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);

-- Keys of sources, as SHA-256 only.
create table source_key (
  sha256 bytea primary key,
  source text not null references source,
  created_at timestamptz not null,
  expires_at timestamptz
);
create index source_key_source on source_key (source);

-- Registered event types; owner '' belongs to every source (EV-3).
create table event_type (
  owner text not null,
  type text not null,
  version text not null,
  definition text not null,
  created_at timestamptz not null,
  primary key (owner, type, version)
);

-- Events as received. body holds the exact bytes of the CloudEvent, never a re-serialised form.
create table event (
  key bigint generated always as identity primary key,
  source text not null,
  id text not null,
  type text not null,
  subject text,
  time timestamptz not null,
  received_at timestamptz not null,
  incomplete integer not null,
  body text not null,
  unique (source, id)
);
create index event_subject on event (source, subject, key);
create index event_type_time on event (type, time);

-- The one row whose lock orders the log. It is taken last in a transaction, so writers wait only for each other's commit.
create table log_head (
  id integer primary key check (id = 1),
  next_position bigint not null
);
insert into log_head (id, next_position) values (1, 1);

-- Gap-free, commit-ordered position of every accepted event.
create table log (
  position bigint primary key,
  event bigint not null unique
);

-- What could not be accepted, kept whole (EV-6).
create table quarantine (
  id bigint generated always as identity primary key,
  source text not null,
  event_id text not null,
  type text,
  body text not null,
  body_hash bytea not null,
  code text not null,
  errors text not null,
  received_at timestamptz not null,
  state text not null check (state in ('open', 'resolved')),
  resolved_at timestamptz,
  unique (source, event_id, body_hash)
);
create index quarantine_open on quarantine (source, event_id) where state = 'open';

-- Models as released, immutable by id@version (RU-5).
create table model (
  id text not null,
  version text not null,
  body text not null,
  created_at timestamptz not null,
  primary key (id, version)
);

-- Bindings and parameters of a source; the highest version is in force (RU-4).
create table binding_set (
  source text not null references source,
  version integer not null,
  body text not null,
  created_at timestamptz not null,
  primary key (source, version)
);

-- Signed bundles; payload is the exact signed text (RU-6).
create table bundle (
  source text not null references source,
  version integer not null,
  hash text not null,
  inputs_hash text not null,
  payload text not null,
  keyid text not null,
  signature text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (source, version)
);

-- Public half of the key that signs this database's bundles.
create table signing_key (
  keyid text primary key,
  vkey text not null,
  created_at timestamptz not null
);

-- How far scoring has read the log (AL-4).
create table score_position (
  name text primary key,
  position bigint not null
);
insert into score_position (name, position) values ('score', 0);

-- Compiled record of a process, up to position.
create table process_record (
  source text not null,
  kind text not null,
  subject text not null,
  record text not null,
  position bigint not null,
  primary key (source, kind, subject)
);

-- Exactly one row per event of the log once it is scored (AL-4).
create table event_result (
  position bigint primary key,
  bundle_version integer not null,
  bundle_hash text not null,
  hits integer not null,
  clear integer not null,
  not_applicable integer not null,
  indeterminate integer not null,
  failure text,
  scored_at timestamptz not null
);

-- Hits and indeterminate results, whole. Clear and not applicable ones are counted in event_result and rule_day.
create table finding (
  position bigint not null,
  binding text not null,
  rule text not null,
  version text not null,
  result text not null,
  level smallint not null,
  class text not null,
  body text not null,
  primary key (position, binding)
);
create index finding_rule on finding (rule, position);

-- Results per source, rule and day of the event (RU-3).
create table rule_day (
  source text not null,
  rule text not null,
  day date not null,
  hit bigint not null,
  clear bigint not null,
  not_applicable bigint not null,
  indeterminate bigint not null,
  primary key (source, rule, day)
);

-- Findings grouped by rule and subject (AL-3).
create table alert (
  id text primary key,
  source text not null,
  rule text not null,
  rule_version text not null,
  group_key text not null,
  subject text,
  class text not null,
  level smallint not null check (level between 1 and 3),
  state text not null,
  count integer not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  first_position bigint not null,
  last_position bigint not null,
  name text not null,
  message text not null,
  opened_at timestamptz not null
);
create index alert_group on alert (source, rule, group_key);
create index alert_recent on alert (last_position desc);

create table alert_finding (
  alert text not null references alert,
  position bigint not null,
  binding text not null,
  primary key (alert, position, binding)
);
create index alert_finding_position on alert_finding (position);
