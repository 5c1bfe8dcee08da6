-- One act on many things at once (console decision 8): asked for, rehearsed, then done one by one. What each of them
-- became is in its own history; here is how far the act is and which of them refused it.
create table bulk_act (
  id text collate "C" primary key,
  -- what is done: case.move ...
  kind text collate "C" not null,
  by_person text collate "C" not null,
  asked_at timestamptz not null,
  -- until then it can be undone, and afterwards until the first of them is changed
  starts_at timestamptz not null,
  -- JSON: what is done with each
  input text not null,
  -- JSON: [id, version] of each, as they were counted
  items text not null,
  -- SHA-256 of the items
  seen text collate "C" not null,
  total integer not null,
  -- checking: rehearsed one by one; waiting: none refused, until it starts; running: done one by one
  state text collate "C" not null check (state in ('checking', 'waiting', 'running', 'done', 'refused', 'undone')),
  -- how many had their turn in this state
  done integer not null,
  refused integer not null,
  -- JSON: the first that refused, with why
  refusals text not null,
  ended_at timestamptz
);
create index bulk_act_open on bulk_act (done, asked_at) where ended_at is null;
create index bulk_act_person on bulk_act (by_person, asked_at desc, id desc);

-- Of a point that a case proposed: on which side.
alter table risk_point add column track text collate "C";
update risk_point set track = case when id like '%-integrity' then 'integrity' else 'business' end where case_id is not null;
