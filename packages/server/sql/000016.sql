-- What persons are told, and how it reached them (CA-6).

-- One notice to one person; it is in the person's own list from the commit on.
create table notice (
  -- its place in lists
  id bigint primary key generated always as identity,
  person text collate "C" not null,
  -- of the declared table of kinds
  kind text collate "C" not null,
  -- a person is told once for each
  dedupe text collate "C" not null,
  urgency text collate "C" not null check (urgency in ('normal', 'urgent')),
  -- JSON: what its text is made of
  data text not null,
  -- path within the console
  link text,
  -- false: the person does not want this kind in the list
  shown boolean not null,
  created_at timestamptz not null,
  read_at timestamptz,
  -- its deliveries outside are made
  planned boolean not null default false,
  unique (person, dedupe)
);
create index notice_person on notice (person, id) where shown;
create index notice_unread on notice (person, id) where shown and read_at is null;
create index notice_unplanned on notice (id) where not planned;
create index notice_created on notice (created_at);

-- A way out of the house. Secrets are only named here: they are in files or in the environment (SE-5).
create table notice_channel (
  id text collate "C" primary key,
  kind text collate "C" not null,
  name text not null,
  -- JSON
  settings text not null,
  -- JSON: names of secrets by use; `previous` with its end while both of a rotation work
  secrets text not null,
  state text collate "C" not null check (state in ('active', 'disabled')),
  created_at timestamptz not null,
  changed_at timestamptz not null
);

-- How an endpoint does: after several failures in a row it is left alone for a while.
create table notice_circuit (
  channel text collate "C" primary key,
  failures integer not null default 0,
  hold_until timestamptz,
  last_ok_at timestamptz,
  last_failed_at timestamptz,
  last_error text
);

-- Where a person is reached; null: no more.
create table notice_address (
  person text collate "C" not null,
  kind text collate "C" not null,
  address text,
  changed_at timestamptz not null,
  primary key (person, kind)
);

create table notice_preference (
  person text collate "C" primary key,
  -- JSON
  body text not null,
  changed_at timestamptz not null
);

-- One message of one channel to one person, with one notice, or several in a digest.
create table notice_delivery (
  -- the receiver is given it with each attempt
  id text collate "C" primary key,
  channel text collate "C" not null,
  person text collate "C" not null,
  -- of a digest: the moment for which it collects
  period timestamptz,
  state text collate "C" not null check (state in ('waiting', 'sent', 'dead')),
  created_at timestamptz not null,
  due_at timestamptz not null,
  gives_up_at timestamptz not null,
  attempts integer not null default 0,
  -- whoever sends it has it until then
  claimed_until timestamptz,
  claim text collate "C",
  ended_at timestamptz,
  last_error text
);
create index notice_delivery_due on notice_delivery (channel, due_at, id) where state = 'waiting';
create index notice_delivery_ends on notice_delivery (gives_up_at) where state = 'waiting';
create index notice_delivery_state on notice_delivery (state, id);
create index notice_delivery_created on notice_delivery (created_at);
create unique index notice_delivery_digest on notice_delivery (channel, person, period) where period is not null;

create table notice_delivery_item (
  delivery text collate "C" not null,
  notice bigint not null,
  primary key (delivery, notice)
);
create index notice_delivery_item_notice on notice_delivery_item (notice);

-- Every attempt.
create table notice_attempt (
  delivery text collate "C" not null,
  n integer not null,
  channel text collate "C" not null,
  at timestamptz not null,
  ok boolean not null,
  -- of HTTP or SMTP, where there was one
  status integer,
  duration_ms integer not null,
  -- without secrets
  error text,
  primary key (delivery, n, at)
);
create index notice_attempt_channel on notice_attempt (channel, at);
create index notice_delivery_claimed on notice_delivery (channel) where state = 'waiting' and claimed_until is not null;
