-- Who may do what and where, and how people show who they are (SE-1, SE-2).

-- A role of a person or a service token, for a time.
create table access_grant (
  id text collate "C" primary key,
  holder text collate "C" not null,
  holder_kind text collate "C" not null check (holder_kind in ('person', 'service')),
  role text collate "C" not null,
  -- reaches this unit and everything under it; empty: everywhere
  unit text collate "C",
  from_at timestamptz not null,
  until_at timestamptz,
  granted_by text collate "C" not null,
  -- the second person, where one was needed
  agreed_by text collate "C",
  granted_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by text collate "C"
);
create index access_grant_holder on access_grant (holder_kind, holder);
create index access_grant_role on access_grant (role);

-- Which unit is within which, each within itself as well.
create table org_unit_tree (
  ancestor text collate "C" not null,
  descendant text collate "C" not null,
  primary key (ancestor, descendant)
);
create index org_unit_tree_descendant on org_unit_tree (descendant, ancestor);

-- A person who signs in with a password.
create table local_account (
  person text collate "C" primary key,
  -- argon2id in PHC form; empty until the person chooses one
  password text,
  password_at timestamptz,
  -- SHA-256 of the token with which the person sets a password once
  reset_sha256 bytea,
  reset_expires_at timestamptz
);

-- Failed sign-ins by person, and by hashed bucket of unknown names and of addresses, so that it stays small.
create table sign_in_failure (
  key text collate "C" primary key,
  failures integer not null,
  last_at timestamptz not null,
  locked_until timestamptz
);

-- How many failed sign-ins were logged in the running minute, and how many were left out since the last that was.
create table sign_in_budget (
  id integer primary key check (id = 1),
  minute timestamptz not null,
  logged integer not null,
  skipped integer not null
);

-- A browser in which a person is signed in.
create table session (
  -- SHA-256 of what the cookie holds
  sha256 bytea primary key,
  -- by which the person ends it
  id text collate "C" not null unique,
  person text collate "C" not null,
  means text collate "C" not null check (means in ('password', 'oidc')),
  -- what the browser calls itself
  agent text not null,
  created_at timestamptz not null,
  last_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_person on session (person);

-- A sign-in that is on its way through the identity provider.
create table sign_in_flow (
  -- SHA-256 of its state
  sha256 bytea primary key,
  nonce text not null,
  verifier text not null,
  return_to text not null,
  expires_at timestamptz not null
);
create index sign_in_flow_expiry on sign_in_flow (expires_at);

-- A program that uses the API in its own name.
create table service_token (
  id text collate "C" primary key,
  sha256 bytea not null unique,
  created_by text collate "C" not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  -- to the hour
  last_used_at timestamptz
);

-- What somebody read a moment ago, so that looking again is not logged again.
create table read_mark (
  reader text collate "C" not null,
  object text not null,
  at timestamptz not null,
  primary key (reader, object)
);
create index read_mark_at on read_mark (at);
