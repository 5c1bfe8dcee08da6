-- The provable log (LO-1..LO-4). A database that holds events from before it is refused: they have no headers.
do $$ begin if exists (select 1 from log) then raise exception 'this database was made before the provable log; start with a new one and send the events again'; end if; end $$;

-- One writer's gap-free sequence of headers. src is '<source>/<instance>'.
create table log_stream (
  id integer generated always as identity primary key,
  src text collate "C" not null unique,
  source text not null,
  last_seq bigint not null,
  -- SHA-256 of the last header
  last_hash bytea not null,
  opened_at timestamptz not null,
  last_at timestamptz not null,
  -- announced by its heartbeats; null when it has sent none
  heartbeat_seconds integer,
  closed_at timestamptz,
  -- since when it counts as silent; null while it speaks
  silent_at timestamptz
);
create index log_stream_source on log_stream (source);
create index log_stream_open on log_stream (last_at) where closed_at is null and heartbeat_seconds is not null and silent_at is null;

drop table log;

-- Gap-free, commit-ordered position of every entry; the leaf of position p has index p - 1 in the tree.
create table log (
  position bigint primary key,
  -- a row of log_stream; checked by whoever holds that row, not by a foreign key on the hot path
  stream integer not null,
  seq bigint not null,
  -- the exact bytes of the leaf
  header text not null,
  -- null: the payload was not accepted, it is in quarantine or repeats an event that is stored already
  event bigint unique,
  unique (stream, seq)
);

-- edge: roots of the complete subtrees of the tree of next_position - 1 leaves, left to right, 32 bytes each.
alter table log_head add column origin text;
alter table log_head add column digest text not null default 'sha256' check (digest in ('sha256', 'sm3'));
alter table log_head add column edge bytea not null default ''::bytea;

-- C2SP tlog-tiles of height 8. The last tile of a level grows in place.
create table log_tile (
  level smallint not null,
  n bigint not null,
  hashes bytea not null,
  primary key (level, n)
);
alter table log_tile alter column hashes set storage external;

-- Published checkpoints with their cosignatures: the newest, and those that witnesses signed.
create table log_checkpoint (
  size bigint primary key,
  note text not null,
  at timestamptz not null,
  witnessed boolean not null
);

-- Keys of events are handed out by the writers, in blocks: nobody has to ask which row got which.
alter table event alter column key drop identity;
create sequence event_key as bigint increment by 1000;
-- Compared byte by byte, as the writers sort them, at a third of the cost of a language's order.
alter table event alter column source type text collate "C", alter column id type text collate "C",
  alter column type type text collate "C", alter column subject type text collate "C";

-- What the header commits to is salt and body; both go when a payload is erased (SE-3).
alter table event add column salt text;
alter table event add column erased_at timestamptz;
alter table quarantine add column salt text;
alter table quarantine add column position bigint;
alter table quarantine add column erased_at timestamptz;
create index quarantine_position on quarantine (position);
