-- What rules with a deadline await in a process (FE-3). All of it follows from the log.
create table deadline (
  -- its place in lists
  id bigint generated always as identity,
  source text collate "C" not null,
  binding text collate "C" not null,
  -- place in the log of the event that began it
  position bigint not null,
  -- which of several that one event began: 1, 2 ... in the order of their keys; empty where it has none
  part text collate "C" not null,
  -- SHA-256 of its key; empty where it has none
  key_hash text collate "C" not null,
  rule text collate "C" not null,
  event_id text collate "C" not null,
  event_type text collate "C" not null,
  -- the process in which it is awaited
  subject text not null,
  -- nothing before it counts as done
  from_at timestamptz not null,
  -- the last moment
  due_at timestamptz not null,
  -- JSON: event types
  awaited text not null,
  -- void: the event that began it was corrected
  state text collate "C" not null check (state in ('waiting', 'late', 'met', 'void')),
  done_position bigint,
  done_id text collate "C",
  done_at timestamptz,
  -- its timer has fired: what changes from now on is told at once
  fired boolean not null default false,
  -- what was told last, how often anything was, and where the last is in the log once it is scored
  told text collate "C" check (told in ('absent', 'late', 'withdrawn')),
  turn integer not null default 0,
  told_position bigint,
  primary key (source, binding, position, part)
);
create index deadline_subject on deadline (source, subject);
create index deadline_event on deadline (source, event_id);
create index deadline_done on deadline (source, done_id) where done_id is not null;
create index deadline_waiting on deadline (due_at, id) where state = 'waiting';
