-- Calendars of working days (CA-2), and deadlines that are counted by them (FE-3).
create table work_calendar (
  id text collate "C" primary key,
  -- what it does not say itself it has from this one
  parent text collate "C",
  -- JSON: its name in both languages
  names text not null,
  -- null, here and below: as the parent has it
  time_zone text collate "C",
  -- weekdays on which people work, such as 12345; Monday is 1
  week text collate "C",
  -- JSON: list of { from, to }
  working_time text,
  -- goes up with every change of it or of what it is made from; results say it
  version integer not null,
  changed_at timestamptz not null,
  changed_by text collate "C" not null
);
create index work_calendar_parent on work_calendar (parent) where parent is not null;

-- Years whose days are announced.
create table calendar_year (
  calendar text collate "C" not null,
  year integer not null,
  announced boolean not null,
  -- the notice
  source text not null,
  changed_at timestamptz not null,
  changed_by text collate "C" not null,
  primary key (calendar, year)
);

-- Days that are not as the week has them. Never deleted: taken back, they are inherited again.
create table calendar_day (
  calendar text collate "C" not null,
  -- YYYY-MM-DD
  day text collate "C" not null,
  -- regular: as the week has it, whatever the parent says; inherited: as the parent has it
  kind text collate "C" not null check (kind in ('holiday', 'workday', 'regular', 'inherited')),
  -- JSON, or null
  names text,
  source text,
  changed_at timestamptz not null,
  changed_by text collate "C" not null,
  primary key (calendar, day)
);

-- Which days every change may have made otherwise: what was counted through them is counted again.
create table calendar_change (
  calendar text collate "C" not null,
  version integer not null,
  first_day text collate "C" not null,
  last_day text collate "C" not null,
  changed_at timestamptz not null,
  changed_by text collate "C" not null,
  primary key (calendar, version)
);

-- How many working days, by which calendar and which version of it, and whether a year was not announced.
alter table deadline add column working_days integer;
alter table deadline add column calendar text collate "C";
alter table deadline add column calendar_version integer;
-- from when they are counted
alter table deadline add column counted_from timestamptz;
alter table deadline add column provisional boolean not null default false;
create index deadline_calendar on deadline (calendar, due_at) where calendar is not null;
