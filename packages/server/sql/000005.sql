-- People who act at the centre, and their tokens as SHA-256 only. What two of them must agree on is checked against these
-- ids; passwords, roles and scopes come with the console.
create table person (
  id text primary key,
  name text not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create table person_token (
  sha256 bytea primary key,
  person text not null references person,
  created_at timestamptz not null,
  expires_at timestamptz
);
create index person_token_person on person_token (person);
