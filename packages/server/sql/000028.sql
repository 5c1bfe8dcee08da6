-- Files that are made of lists (UI-1). A row has the id of the job that makes it. None of it is in the journal of the embedded
-- database: what a file was asked for, made and taken is in the log, and it can be made again.
create table list_export (
  id text collate "C" primary key,
  number text collate "C" not null unique,
  kind text collate "C" not null,
  filter text not null,
  -- place in the log up to which it was asked for
  as_of bigint not null,
  language text collate "C" not null,
  purpose text,
  asked_by text collate "C" not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  -- null until it is made
  file text collate "C",
  rows integer,
  rows_sha256 text collate "C",
  bytes bigint,
  file_sha256 text collate "C",
  -- what its reader was allowed to see when it was made, as a hash
  sight text collate "C"
);
create index list_export_recent on list_export (asked_by, asked_at desc);

-- A run of a job that was cut off leaves parts of a file that nobody names; they go with the row's time.
create table export_part (
  file text collate "C" not null,
  n integer not null,
  export text collate "C" not null,
  bytes integer not null,
  data bytea not null,
  primary key (file, n)
);
create index export_part_of on export_part (export);

-- Reports are kept as they were made.
create table report (
  id text collate "C" primary key,
  number text collate "C" not null unique,
  kind text collate "C" not null,
  title text not null,
  unit text collate "C",
  -- whether figures of the integrity side are in it: read by those alone who see that side
  integrity boolean not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  -- the content as JSON, of which sha256 is the hash
  content text not null,
  sha256 text collate "C" not null,
  made_by text collate "C" not null,
  made_at timestamptz not null,
  -- the series that made it; a period has one report of a series
  series text collate "C",
  unique (series, from_at)
);
create index report_recent on report (made_at desc, id desc);

-- Reports that are made by themselves, once a month or quarter.
create table report_series (
  id text collate "C" primary key,
  title text not null,
  every text collate "C" not null,
  unit text collate "C",
  domain text collate "C",
  model text collate "C",
  -- ids of persons, as JSON
  recipients text not null,
  made_by text collate "C" not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  ended_by text collate "C"
);
