-- The six lists, of which measures and look-backs are two, and letters (CA-4).
create table list_item (
  id text collate "C" primary key,
  kind text collate "C" not null
    check (kind in ('task', 'responsibility', 'problem', 'rectification', 'look_back', 'report')),
  -- of what a case brought; its side decides who sees it
  case_id text collate "C",
  track text collate "C" check (track in ('business', 'integrity')),
  -- of a measure its problem, of a look-back its measure
  parent text collate "C",
  title text not null,
  -- responsible person and unit
  owner text collate "C",
  unit text collate "C",
  -- YYYY-MM-DD
  due_on text collate "C",
  state text collate "C" not null check (state in ('open', 'asked', 'done', 'withdrawn')),
  -- where it comes from: case, inspection, audit and so on
  source text collate "C" not null,
  -- JSON: the own fields of its kind
  fields text not null,
  -- how far it is, in per cent
  progress smallint not null default 0 check (progress between 0 and 100),
  -- how often a sign-off was refused
  send_backs integer not null default 0,
  -- of a problem, the earlier one that it repeats, and how often a look-back found a relapse
  repeat_of text collate "C",
  relapses integer not null default 0,
  -- proof counts that came since then: of the item's making, or of its last relapse
  opened_at timestamptz not null,
  asked_at timestamptz,
  asked_by text collate "C",
  done_at timestamptz,
  -- YYYY-MM-DD of done_at, where this server's days begin
  done_on text collate "C",
  done_by text collate "C",
  version integer not null,
  created_at timestamptz not null,
  created_by text collate "C" not null
);
create index list_item_recent on list_item (kind, created_at desc, id desc);
create index list_item_case on list_item (case_id, track) where case_id is not null;
create index list_item_parent on list_item (parent) where parent is not null;
create index list_item_owner on list_item (owner) where owner is not null;
create index list_item_due on list_item (kind, due_on) where state in ('open', 'asked');

-- What happened to an item. Nothing of it is changed or deleted.
create table list_step (
  item text collate "C" not null,
  -- the version that it made
  n integer not null,
  name text collate "C" not null,
  at timestamptz not null,
  by_person text collate "C" not null,
  text text,
  -- JSON
  details text not null,
  -- SHA-256 of text and details, which the log has
  hash text collate "C" not null,
  primary key (item, n)
);

-- Files that prove something about an item; their parts are in evidence_part.
create table list_proof (
  id text collate "C" primary key,
  item text collate "C" not null,
  name text not null,
  media text collate "C" not null,
  bytes bigint not null,
  sha256 text collate "C" not null,
  added_at timestamptz not null,
  added_by text collate "C" not null
);
create index list_proof_item on list_proof (item);

-- Documents of a case, built from templates.
create table letter (
  id text collate "C" primary key,
  kind text collate "C" not null,
  case_id text collate "C" not null,
  track text collate "C" not null check (track in ('business', 'integrity')),
  language text collate "C" not null check (language in ('zh-CN', 'en')),
  -- to whom, in words, and which unit that is
  recipient text not null,
  unit text collate "C",
  -- YYYY-MM-DD
  reply_on text collate "C",
  state text collate "C" not null check (state in ('draft', 'sent', 'received', 'answered', 'discarded')),
  -- per kind and year, without gaps; only what is sent has a number
  year smallint,
  sequence integer,
  number text,
  -- JSON: what was written into its sections
  fields text not null,
  -- what was sent, as it was sent
  html text,
  docx bytea,
  html_sha256 text collate "C",
  docx_sha256 text collate "C",
  drafted_at timestamptz not null,
  drafted_by text collate "C" not null,
  sent_at timestamptz,
  -- who signed it
  sent_by text collate "C",
  received_at timestamptz,
  received_by text collate "C",
  answered_at timestamptz,
  answered_on text collate "C",
  answered_by text collate "C",
  answer text,
  version integer not null
);
create unique index letter_number_once on letter (kind, year, sequence) where sequence is not null;
create index letter_recent on letter (drafted_at desc, id desc);
create index letter_case on letter (case_id);

-- The last number of each kind and year.
create table letter_number (
  kind text collate "C" not null,
  year smallint not null,
  last integer not null,
  primary key (kind, year)
);
