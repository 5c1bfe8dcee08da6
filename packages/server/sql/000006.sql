-- The life of a model version (ML-1). The table model is left to servers before it and to journals that were kept by
-- them: what it holds is taken over at start where a model is not known here.
create table model_version (
  id text collate "C" not null,
  version text not null,
  state text not null check (state in ('draft', 'shadow', 'review', 'active', 'superseded', 'retired')),
  -- SHA-256 (hex) of body, which is canonical JSON
  digest text not null,
  body text not null,
  -- worked cases as JSON
  cases text not null,
  cases_digest text not null,
  author text not null,
  -- who asked for its retirement, until another person confirms it
  retiring_by text,
  -- events behind this position of the log are judged in shadow
  shadow_from bigint,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (id, version)
);
-- At most one version of a model is in force.
create unique index model_version_active on model_version (id) where state = 'active';
create index model_version_shadow on model_version (id) where state = 'shadow';

-- Who did what to a version, and why. Rows are only added.
create table model_step (
  model text collate "C" not null,
  version text not null,
  n integer not null,
  step text not null,
  state text not null,
  digest text not null,
  by text not null,
  -- the other person, where two are needed
  with_person text,
  reason text,
  details text,
  at timestamptz not null,
  primary key (model, version, n)
);

-- Results of checks, backtests and shadow runs. Each belongs to exactly one text. Rows are only added.
create table model_proof (
  id text primary key,
  model text collate "C" not null,
  version text not null,
  digest text not null,
  -- of a check: the cases that it ran; the same text with other cases has to be checked anew
  cases_digest text,
  kind text not null check (kind in ('check', 'backtest', 'shadow')),
  ok boolean not null,
  result text not null,
  by text not null,
  at timestamptz not null
);
create index model_proof_version on model_proof (model, version, at);

-- What a version in shadow finds in live traffic, per source, rule and day of the event; rule '' counts events that it
-- could not be asked about.
create table shadow_day (
  model text collate "C" not null,
  digest text not null,
  source text not null,
  rule text not null,
  day date not null,
  hit bigint not null,
  clear bigint not null,
  not_applicable bigint not null,
  indeterminate bigint not null,
  -- hits that the version in force has as well, has not, and those that it has alone
  kept bigint not null,
  fresh bigint not null,
  lost bigint not null,
  failed bigint not null,
  primary key (model, digest, source, rule, day)
);
create table shadow_finding (
  model text collate "C" not null,
  digest text not null,
  position bigint not null,
  binding text not null,
  rule text not null,
  comparison text not null check (comparison in ('kept', 'new', 'lost')),
  body text not null,
  primary key (model, digest, position, binding)
);
create index shadow_finding_position on shadow_finding (position);

-- Work that takes long. Whoever holds the lease runs it; a lease that ran out is anybody's.
create table job (
  id text primary key,
  kind text not null,
  state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  input text not null,
  by text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  done bigint not null,
  total bigint,
  attempt integer not null,
  -- where to go on after a crash
  checkpoint text,
  -- the proof that it made
  result text,
  -- a coded error
  failure text,
  cancelled_by text,
  owner text,
  lease_until timestamptz
);
create index job_open on job (created_at) where state in ('queued', 'running');
create index job_created on job (created_at);
