-- Supervision of those who supervise (LO-7, catalogue 17).

-- What persons and programs of the centre did lately, for the rules about it. It follows from the log: the scorer keeps it
-- in the transaction in which it scores the events, and forgets what is older than a day.
create table supervised_act (
  position bigint primary key,
  -- read: of something sensitive; failure: to sign in; ending: of a case
  kind text collate "C" not null,
  person text collate "C" not null,
  object text collate "C" not null,
  at timestamptz not null
);
create index supervised_act_person on supervised_act (kind, person, at);

-- Alerts about those who supervise of which auditors have been told.
create table supervision_told (
  alert text collate "C" primary key,
  told_at timestamptz not null
);

-- The risk register (catalogue 13). A point as it is now; nothing is deleted.
create table risk_point (
  id text collate "C" primary key,
  version integer not null,
  level text collate "C" not null check (level in ('unit', 'office', 'post')),
  unit text collate "C" not null,
  -- of level post
  post text collate "C",
  -- JSON: what of it is described, assessed and controlled
  body text not null,
  -- 1 is the highest; by the matrix of probability and harm
  grade smallint not null check (grade between 1 and 3),
  owner text collate "C",
  -- proposed: by a confirmed problem, until somebody has decided
  state text collate "C" not null check (state in ('proposed', 'open', 'retired')),
  -- the case whose outcome proposed it
  case_id text collate "C",
  review_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by text collate "C" not null
);
create index risk_point_unit on risk_point (unit);

-- Every version of every point.
create table risk_version (
  id text collate "C" not null,
  version integer not null,
  -- change, review, proposal, acceptance, refusal, retirement
  act text collate "C" not null,
  -- JSON: the point as it was then
  point text not null,
  changed_at timestamptz not null,
  changed_by text collate "C" not null,
  primary key (id, version)
);

-- Exports for the data subject: taken up by one, agreed to by another (SE-3). Their content is made when they are taken.
create table subject_export (
  id text collate "C" primary key,
  person text collate "C" not null,
  -- the lawful request
  basis text not null,
  asked_by text collate "C" not null,
  asked_at timestamptz not null,
  agreed_by text collate "C",
  agreed_at timestamptz
);
