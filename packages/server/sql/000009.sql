-- Moments at which something has to be done, armed and cancelled in whatever transaction knows of them. A row is gone with
-- the effect of its firing; one that fails too often stays, so that a person sees why.
create table timer (
  kind text collate "C" not null,
  key text collate "C" not null,
  due_at timestamptz not null,
  -- JSON
  payload text not null,
  state text not null default 'armed' check (state in ('armed', 'failed')),
  attempts integer not null default 0,
  -- of the last attempt
  failure text,
  primary key (kind, key)
);
create index timer_due on timer (due_at) where state = 'armed';

-- A pre-check is a hold until it is closed or this has passed (PC-4).
alter table precheck add column expires_at timestamptz;
-- Place in the log of its answer, where it says who asked.
alter table precheck add column opened_position bigint;
create index precheck_act on precheck (source, act_event) where act_event is not null;
create index precheck_open on precheck (source, point, expires_at) where stage in ('opened', 'overridden');

-- Those that were opened before this version.
update precheck set expires_at = opened_at + interval '30 minutes' where opened_at is not null;
insert into timer (kind, key, due_at, payload)
  select 'precheck.expire', source || E'\n' || id, expires_at + interval '5 minutes', '{}' from precheck
  where stage in ('opened', 'overridden') and expires_at is not null;
