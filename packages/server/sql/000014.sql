-- The organisation: units, posts, who holds them, who stands in for whom, declared relations (catalogue 10, CA-3). Nothing
-- is overwritten: a change is a row with the moment from which it holds. Whoever changes the organisation holds this row
-- until the commit, so that a move is checked against all moves before it.
create table org_head (
  id integer primary key check (id = 1),
  revision bigint not null
);
insert into org_head (id, revision) values (1, 0);

create table org_unit (
  id text collate "C" primary key,
  created_at timestamptz not null,
  created_by text collate "C" not null
);

-- What changed for a unit, and from when: null is unchanged, an empty text is none. Of two from the same moment the later
-- revision counts.
create table org_unit_change (
  unit text collate "C" not null,
  valid_from timestamptz not null,
  revision bigint not null,
  name_zh text,
  name_en text,
  kind text collate "C" check (kind in ('unit', 'department', 'office', 'discipline_body', 'district_discipline_body', 'other')),
  parent text collate "C",
  -- the chain of supervision: who reviews, and which bodies step in
  business_department text collate "C",
  department_discipline text collate "C",
  district_discipline text collate "C",
  ended boolean,
  recorded_at timestamptz not null,
  by text collate "C" not null,
  primary key (unit, valid_from, revision)
);

create table org_post (
  id text collate "C" primary key,
  created_at timestamptz not null,
  created_by text collate "C" not null
);

create table org_post_change (
  post text collate "C" not null,
  valid_from timestamptz not null,
  revision bigint not null,
  unit text collate "C",
  name_zh text,
  name_en text,
  -- its holder is head of the unit
  head boolean,
  -- 1 (highest) to 3, by the risk register; null: not graded
  risk_grade smallint check (risk_grade between 1 and 3),
  ended boolean,
  recorded_at timestamptz not null,
  by text collate "C" not null,
  primary key (post, valid_from, revision)
);

-- Beside the account (person): where somebody works, how to reach them, and by which other keys business systems name them.
create table org_person (
  person text collate "C" primary key,
  unit text collate "C",
  email text,
  phone text,
  -- JSON: texts
  keys text not null default '[]',
  -- what the identity provider says (SCIM); user_name is in lower case
  user_name text collate "C",
  external_id text collate "C",
  -- JSON: the attributes of a user as they were sent, for its answers
  attributes text not null default '{}',
  -- the identity provider has forgotten them
  removed_at timestamptz,
  changed_at timestamptz not null,
  changed_by text collate "C" not null
);
create unique index org_person_user_name on org_person (user_name) where removed_at is null;

create table org_holder (
  id text collate "C" primary key,
  post text collate "C" not null,
  person text collate "C" not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  changed_at timestamptz not null,
  changed_by text collate "C" not null
);

create table org_delegation (
  id text collate "C" primary key,
  from_person text collate "C" not null,
  to_person text collate "C" not null,
  -- JSON: texts; null: everything
  permissions text,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  reason text not null,
  changed_at timestamptz not null,
  changed_by text collate "C" not null
);

-- What people declared. Each is in the links as well, as the import 'declared:<id>'.
create table org_relation (
  id text collate "C" primary key,
  from_person text collate "C" not null,
  to_kind text collate "C" not null check (to_kind in ('person', 'organisation')),
  to_key text not null,
  kind text collate "C" not null,
  valid_from timestamptz,
  valid_to timestamptz,
  declared_by text collate "C" not null,
  changed_at timestamptz not null,
  changed_by text collate "C" not null
);

-- Groups of the identity provider (SCIM).
create table org_group (
  id text collate "C" primary key,
  display_name text not null,
  external_id text collate "C",
  -- JSON: ids of people
  members text not null,
  created_at timestamptz not null,
  removed_at timestamptz,
  changed_at timestamptz not null
);
create unique index org_group_name on org_group (lower(display_name)) where removed_at is null;
create index link_relation_declared on link_relation (import) where import like 'declared:%';
