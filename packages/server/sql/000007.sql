-- What two people must agree on: asked for by one, decided by another (RU-4). base_version: what it was made against.
create table change_request (
  id text primary key,
  kind text not null,
  target text not null,
  base_version integer,
  payload text not null,
  -- the change in words, a JSON list of texts in both languages
  summary text not null,
  reason text,
  requested_by text not null,
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null check (state in ('open', 'approved', 'rejected')),
  decided_by text,
  decided_at timestamptz,
  decision_reason text
);
create index change_request_open on change_request (kind, target) where state = 'open';

-- Subjects that two people took out of a rule for a time (RU-4). source '*' is every source.
create table rule_exception (
  id text primary key,
  source text not null,
  rule text not null,
  scope_kind text not null check (scope_kind in ('process', 'person', 'unit')),
  scope_id text not null,
  reason text not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  requested_by text not null,
  approved_by text not null,
  ended_at timestamptz,
  ended_by text,
  end_reason text
);
create index rule_exception_end on rule_exception (valid_to) where ended_at is null;

-- Bindings that blocked more than their budget and ask for reasons until a person resets them (PC-8).
create table breaker (
  id text primary key,
  source text not null,
  binding text not null,
  rule text not null,
  version text not null,
  point text not null,
  day date not null,
  blocked integer not null,
  checked integer not null,
  share double precision not null,
  at_least integer not null,
  opened_at timestamptz not null,
  reset_at timestamptz,
  reset_by text,
  reset_reason text
);
create unique index breaker_open on breaker (source, binding) where reset_at is null;
create index breaker_binding on breaker (source, binding, reset_at);

-- Processes that a binding checked at a decision point on a day of the tenant: when last, and when it last blocked them.
-- Only bindings that can block are counted. Old days are deleted.
create table check_day (
  source text collate "C" not null,
  binding text collate "C" not null,
  point text collate "C" not null,
  day date not null,
  subject text collate "C" not null,
  checked_at timestamptz not null,
  blocked_at timestamptz,
  primary key (source, binding, point, day, subject)
);

-- Events that the server has yet to log; written by the scorer in its transaction, logged right after it.
create table pending_event (
  id bigint generated always as identity primary key,
  source text not null,
  type text not null,
  event_id text not null,
  subject text,
  data text not null,
  unique (source, event_id)
);

-- One row per pre-check, from the events that opened and closed it in whatever order they came (PC-2, PC-4).
create table precheck (
  source text collate "C" not null,
  id text collate "C" not null,
  stage text not null,
  point text,
  subject text,
  outcome text,
  mode text,
  answered_by text,
  degraded boolean,
  bundle_version integer,
  bundle_hash text,
  draft_hash text,
  judged_at text,
  unit text,
  district text,
  region text,
  opened_at timestamptz,
  closed_at timestamptz,
  justified boolean not null,
  break_glass boolean not null,
  act_event text,
  -- place in the log of the act that named it
  act_position bigint,
  -- how its replay ended: equal, diverged, not_comparable (RU-6); null before the act
  parity text,
  -- hits and rules that could not be judged, as the SDK recorded them
  findings text,
  primary key (source, id)
);
create index precheck_opened on precheck (source, opened_at);
create table precheck_rule (
  source text collate "C" not null,
  id text collate "C" not null,
  rule text collate "C" not null,
  binding text collate "C" not null,
  result text not null,
  -- null when the SDK did not say
  action text,
  primary key (source, id, rule, binding)
);
create index precheck_rule_rule on precheck_rule (source, rule);

-- What the writers of streams run, as their heartbeats say (RU-6). since: with the first heartbeat of this bundle.
create table stream_bundle (
  src text collate "C" primary key,
  source text not null,
  hash text not null,
  since timestamptz not null,
  heard_at timestamptz not null
);
create index stream_bundle_source on stream_bundle (source);

-- Keys that sign bundles. The first is the log's own; others are made by rotation (RU-6).
create table bundle_key (
  keyid text primary key,
  vkey text not null,
  state text not null check (state in ('announced', 'active', 'retired', 'revoked')),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  reason text
);
create unique index bundle_key_active on bundle_key (state) where state in ('active', 'announced');

-- Every signature of a bundle as a JSON list; null: the one in keyid and signature.
alter table bundle add column signatures text;
