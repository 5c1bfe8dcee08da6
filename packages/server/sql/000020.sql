-- Deadlines of cases and what follows when they pass (CA-2).
create table case_clock (
  case_id text collate "C" not null,
  track text collate "C" not null,
  -- the state of the track whose deadline it is
  state text collate "C" not null,
  -- A: a statutory stage is overdue; B: a warning is handled late
  situation text collate "C" not null check (situation in ('A', 'B')),
  -- false: the track has ended, or is with another body
  open boolean not null,
  -- what it is counted by: working days of the stage, of each escalation level, and of the warning
  days smallint not null,
  level_days smallint not null,
  warn_days smallint not null,
  started_at timestamptz not null,
  -- a deadline that somebody named; it is not counted
  given_at timestamptz,
  calendar text collate "C" not null,
  calendar_version integer not null,
  -- null while it stands still
  due_at timestamptz,
  warn_at timestamptz,
  remind_at timestamptz,
  -- when it goes up; null: it stands still, or is at the top
  hand_up_at timestamptz,
  reminded boolean not null,
  -- situation A: the business department was told
  told boolean not null,
  -- situation A: the business department's review of the handling
  review text collate "C" check (review in ('accepted', 'refused')),
  -- 0: none, 3 highest; not to be confused with the risk level
  escalation_level smallint not null check (escalation_level between 0 and 3),
  -- how often it went up in this state, and when it did last
  raises smallint not null,
  raised_at timestamptz,
  -- the body that acts at this level; null: nobody is named
  body text collate "C",
  -- goes up with everything that happens to it
  turn integer not null,
  primary key (case_id, track)
);
create index case_clock_due on case_clock (due_at) where open;
create index case_clock_calendar on case_clock (calendar, calendar_version) where open;

-- Working days of stages, where they are otherwise than the preset: for `default`, a track, or a rule.
create table case_terms (
  scope text collate "C" primary key,
  -- JSON
  body text not null,
  changed_at timestamptz not null,
  changed_by text collate "C" not null
);
