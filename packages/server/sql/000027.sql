-- The library (catalogue L): articles that reviewers write beside the texts that models bring, by versions; nothing is deleted.
create table kb_article (
  id text collate "C" primary key,
  version integer not null,
  -- about a rule or regulation, a typical case, or teaching material
  kind text collate "C" not null check (kind in ('rule', 'case', 'teaching')),
  state text collate "C" not null check (state in ('open', 'retired')),
  -- as written, JSON: titles and texts in one language or both, tags, rules
  body text not null,
  -- what is searched, in lower case
  words text not null,
  changed_at timestamptz not null,
  changed_by text collate "C" not null
);
create table kb_version (
  id text collate "C" not null,
  version integer not null,
  act text collate "C" not null,
  article text not null,
  changed_at timestamptz not null,
  changed_by text collate "C" not null,
  primary key (id, version)
);

-- What was sent to whom after repeated alerts.
create table kb_push (
  id text collate "C" primary key,
  article text collate "C" not null,
  version integer not null,
  -- of that version, JSON
  title text not null,
  -- whom it is about
  kind text collate "C" not null check (kind in ('person', 'unit')),
  subject text collate "C" not null,
  -- where that person works, or the unit itself; null: nobody knows
  unit text collate "C",
  -- the person themselves, or whoever is responsible for the unit
  via text collate "C" not null check (via in ('person', 'unit')),
  -- who was told, JSON
  receivers text not null,
  sent_at timestamptz not null,
  sent_by text collate "C" not null
);
create index kb_push_article on kb_push (article);
