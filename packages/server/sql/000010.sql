-- Another person is asked to agree to the draft of a pre-check (PC-7): one request for each pre-check.
create table approval (
  id text collate "C" primary key,
  source text collate "C" not null,
  -- the pre-check
  decision text collate "C" not null,
  point text not null,
  subject text,
  draft_hash text not null,
  requester text not null,
  -- of the request as it came, so that a repetition is known from another one
  request_hash text not null,
  -- JSON: the request
  request text not null,
  -- JSON: how each candidate was judged when the request came
  judged text not null,
  created_at timestamptz not null,
  deadline timestamptz not null,
  reminders integer not null default 0,
  state text not null default 'open' check (state in ('open', 'agreed', 'refused', 'withdrawn', 'expired')),
  decided_by text,
  -- page or api; of a withdrawn one: api, or how its pre-check was closed
  via text,
  reason text,
  decided_at timestamptz,
  -- of an agreed one: until when the act may be done
  valid_until timestamptz,
  unique (source, decision)
);
create index approval_open on approval (deadline) where state = 'open';

-- Links of candidates to their own page, by the hash of what makes them unguessable.
create table approval_link (
  sha256 bytea primary key,
  approval text collate "C" not null,
  person text not null,
  created_at timestamptz not null
);
create index approval_link_approval on approval_link (approval, person, created_at);

-- Until when an approval keeps the hold of its pre-check (PC-7).
alter table precheck add column held_until timestamptz;
