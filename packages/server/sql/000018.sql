-- Cases: what reviewers work on (CA-1, CA-3, CA-5).
create table case_file (
  id text collate "C" primary key,
  origin text collate "C" not null check (origin in ('alert', 'hand', 'clue')),
  -- of a case opened by hand or from a clue
  title text,
  -- risk level, 1 highest: that of its gravest alert; it only rises
  level smallint not null check (level between 1 and 3),
  -- where it happened, as the events say; null where they do not
  unit text collate "C",
  opened_at timestamptz not null,
  -- null: the server
  opened_by text collate "C",
  -- the key under which later alerts join
  key_source text collate "C",
  key_rule text collate "C",
  key_group text collate "C",
  -- the case into which it was merged, and the one at the end of that chain, which is itself where there is none
  merged_into text collate "C",
  root text collate "C" not null,
  -- entries of its timeline
  steps integer not null default 0,
  -- false once every track is ended
  open boolean not null default true,
  closed_at timestamptz
);
create index case_file_key on case_file (key_rule, key_group, key_source);
create index case_file_root on case_file (root);
create index case_file_recent on case_file (opened_at desc, id desc);

-- The business side and the discipline body each have a state, a handler and texts of their own.
create table case_track (
  case_id text collate "C" not null,
  track text collate "C" not null check (track in ('business', 'integrity')),
  state text collate "C" not null check (state in ('warned', 'assigned', 'verifying', 'disposing', 'applying', 'appraising',
    'closed', 'not_a_problem', 'merged', 'transferred', 'suspended')),
  suspended_from text collate "C",
  version integer not null,
  -- since when it is in this state
  since timestamptz not null,
  -- responsible unit and handler
  unit text collate "C",
  handler text collate "C",
  -- JSON: persons who verify
  verifiers text not null,
  assigned_at timestamptz,
  due_at timestamptz,
  -- how often it was returned by the unit
  returns integer not null default 0,
  -- JSON: the open proposal; null where there is none
  proposal text,
  -- JSON: what the steps recorded, by field, the last one counting
  content text not null,
  primary key (case_id, track)
);
create index case_track_handler on case_track (handler) where handler is not null;
create index case_track_due on case_track (due_at) where due_at is not null;

-- An alert is in one case at most.
create table case_alert (
  alert text primary key,
  case_id text collate "C" not null,
  joined_at timestamptz not null,
  -- null: the server
  joined_by text collate "C"
);
create index case_alert_case on case_alert (case_id);

-- Person keys in the events of hits. They go with the payload of their event (SE-3).
create table hit_subject (
  position bigint not null,
  key text collate "C" not null,
  primary key (position, key)
);
create index hit_subject_key on hit_subject (key);

-- Persons and organisations that people or clues named.
create table case_subject (
  case_id text collate "C" not null,
  kind text collate "C" not null check (kind in ('person', 'organisation')),
  key text collate "C" not null,
  -- null: seen from both sides; else only by those who see the track
  track text collate "C",
  name text,
  named_at timestamptz not null,
  named_by text collate "C" not null,
  primary key (case_id, kind, key)
);
create index case_subject_key on case_subject (key);

-- The timeline. Nothing of it is changed or deleted.
create table case_step (
  case_id text collate "C" not null,
  n integer not null,
  -- null: of the case as a whole
  track text collate "C",
  kind text collate "C" not null,
  -- what was done: the name of the transition, or of what happened
  name text collate "C" not null,
  from_state text collate "C",
  to_state text collate "C",
  at timestamptz not null,
  -- null: the server
  by_person text collate "C",
  reason_code text collate "C",
  text text,
  -- JSON
  details text not null,
  -- SHA-256 of text and details, which the log has
  hash text collate "C" not null,
  primary key (case_id, n)
);
create index case_step_person on case_step (by_person, case_id);

-- When the clock of a track stood still.
create table case_pause (
  case_id text collate "C" not null,
  track text collate "C" not null,
  from_at timestamptz not null,
  -- the longest it may last
  until_at timestamptz not null,
  to_at timestamptz,
  reason_code text collate "C" not null,
  primary key (case_id, track, from_at)
);

create index case_pause_open on case_pause (until_at) where to_at is null;

-- Files, notes and links to events. What is withdrawn leaves its row.
create table case_evidence (
  id text collate "C" primary key,
  case_id text collate "C" not null,
  track text collate "C" not null,
  kind text collate "C" not null check (kind in ('file', 'note', 'event')),
  -- of a file
  name text,
  media text collate "C",
  bytes bigint,
  -- hex; of a file its content, else its text
  sha256 text collate "C" not null,
  -- of a note, or what a file or event is said to show
  text text,
  event_source text collate "C",
  event_id text collate "C",
  added_at timestamptz not null,
  added_by text collate "C" not null,
  -- false until every part of the file has arrived
  complete boolean not null,
  withdrawn_at timestamptz,
  withdrawn_by text collate "C",
  withdrawal_reason text
);
create index case_evidence_case on case_evidence (case_id);

-- A file in parts, so that no request holds it in memory as a whole. Of withdrawn evidence they are empty.
create table evidence_part (
  evidence text collate "C" not null,
  n integer not null,
  bytes integer not null,
  data bytea not null,
  primary key (evidence, n)
);

-- Written opinions that were asked for (joint consultation).
create table case_opinion (
  id text collate "C" primary key,
  case_id text collate "C" not null,
  track text collate "C" not null,
  -- those that were asked the same question at once
  round text collate "C" not null,
  question text not null,
  asked_role text collate "C",
  asked_person text collate "C",
  asked_by text collate "C" not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  opinion text,
  given_by text collate "C",
  given_at timestamptz,
  check ((asked_role is null) <> (asked_person is null))
);
create index case_opinion_case on case_opinion (case_id);
create index case_opinion_person on case_opinion (asked_person) where asked_person is not null;

-- Clues from outside (CA-5).
create table clue (
  id text collate "C" primary key,
  source_kind text collate "C" not null,
  -- its number at whoever sent it
  source_ref text,
  topic text collate "C",
  text text not null,
  unit text collate "C",
  received_at timestamptz not null,
  reply_due_at timestamptz,
  -- the identity of the reporter is protected
  protected boolean not null,
  -- state of the stage machine of this version
  machine integer not null,
  stage text collate "C" not null,
  version integer not null,
  steps integer not null default 0,
  registered_at timestamptz not null,
  registered_by text collate "C" not null,
  ended_at timestamptz,
  -- the case that it became
  case_id text collate "C"
);
create index clue_recent on clue (received_at desc, id desc);
create index clue_ref on clue (source_kind, lower(source_ref)) where source_ref is not null;

create table clue_subject (
  clue text collate "C" not null,
  kind text collate "C" not null check (kind in ('person', 'organisation')),
  key text collate "C" not null,
  name text,
  primary key (clue, kind, key)
);
create index clue_subject_key on clue_subject (key);

-- Who reported it, apart from everything else: only with a permission of its own, a purpose, and an entry in the log.
create table clue_reporter (
  clue text collate "C" primary key,
  name text,
  contact text,
  text text
);

create table clue_step (
  clue text collate "C" not null,
  n integer not null,
  name text collate "C" not null,
  from_stage text collate "C",
  to_stage text collate "C",
  at timestamptz not null,
  by_person text collate "C" not null,
  text text,
  hash text collate "C" not null,
  primary key (clue, n)
);

-- Clues that may be the same; a person says whether they are.
create table clue_duplicate (
  -- the later one
  clue text collate "C" not null,
  other text collate "C" not null,
  reason text collate "C" not null check (reason in ('source_ref', 'text')),
  -- Jaccard of their shingles, 0 to 1
  similarity real not null,
  state text collate "C" not null check (state in ('proposed', 'confirmed', 'refused')),
  decided_by text collate "C",
  decided_at timestamptz,
  primary key (clue, other)
);
create index clue_duplicate_other on clue_duplicate (other);

-- Stages of clues, as an installation has configured them; without a row the preset counts.
create table clue_machine (
  version integer primary key,
  -- JSON
  body text not null,
  created_at timestamptz not null,
  created_by text collate "C" not null
);
