-- Scores of events and of whom they name, what people found out about alerts, and how often rules were right (AL-1, AL-2).

-- Of 1000: tenths of the score that is shown. Null in results of servers before. calibration: by which probabilities.
alter table event_result add column score smallint;
alter table event_result add column calibration integer;
-- Its part of the event's score, in tenths; null where the finding does not count.
alter table finding add column share smallint;
-- What a rule finds by itself: 1 facts, less where it follows guesses. sealed_position: place in the log at which it was
-- labelled; a hit behind it opens another alert.
alter table alert add column confidence real not null default 1;
alter table alert add column sealed_position bigint;
create index alert_subject on alert (source, subject) where state = 'open';
-- Who opened it when it was not a person: the first person to agree takes it over, another one decides.
alter table change_request add column proposed_by text collate "C";

-- What people found out about an alert. The last one of an alert counts.
create table alert_label (
  alert text collate "C" not null,
  n integer not null,
  rule text collate "C" not null,
  rule_version text collate "C" not null,
  level smallint not null,
  class text collate "C" not null,
  label text collate "C" not null check (label in ('confirmed', 'partly', 'not_confirmed')),
  -- why it was not confirmed
  reason text collate "C",
  -- a sentence for the owner of the rule; it is in no log
  note text,
  weight double precision not null check (weight between 0 and 1),
  by_person text collate "C" not null,
  at timestamptz not null,
  -- last place in the log of what the alert held
  position bigint not null,
  primary key (alert, n)
);
create index alert_label_rule on alert_label (rule, rule_version);

-- Sums of labels by rule version, as JSON; in force from the place in the log at which score.calibration.made is scored.
create table calibration (
  version integer primary key,
  made_at timestamptz not null,
  made_by text collate "C" not null,
  labels integer not null,
  digest text collate "C" not null,
  body text not null
);
-- Follows from the log.
create table calibration_start (
  version integer primary key,
  position bigint not null
);

-- By how many days a share of an entity's score halves, as the sums in score_entity were made.
create table score_setting (
  id integer primary key check (id = 1),
  half_life_days double precision not null
);
insert into score_setting (id, half_life_days) values (1, 90);

-- Whom and what hits named: person, organisation, unit, post, power, area. value: the decaying sum at as_of.
create table score_entity (
  id bigint generated always as identity primary key,
  kind text collate "C" not null,
  key text collate "C" not null,
  value double precision not null,
  as_of timestamptz not null,
  hits integer not null,
  unique (kind, key)
);
-- Which events made up the score of an entity. score: in tenths.
create table score_hit (
  position bigint not null,
  entity bigint not null,
  at timestamptz not null,
  score smallint not null,
  primary key (position, entity)
);
create index score_hit_entity on score_hit (entity, at);
-- Events that were corrected: they count no more, whichever of the two came first.
create table score_correction (
  source text collate "C" not null,
  event_id text collate "C" not null,
  position bigint not null,
  primary key (source, event_id)
);

-- Counted by version as well; '' in rows of servers before. Rows change in place as events come, so that pages need room.
alter table rule_day add column version text collate "C" not null default '';
alter table rule_day drop constraint rule_day_pkey;
alter table rule_day add primary key (source, rule, day, version);
alter table rule_day set (fillfactor = 50);
create index rule_day_rule on rule_day (rule);

-- Of which rule versions it was said that they are seldom right, and after how many labels.
create table rule_demotion (
  rule text collate "C" not null,
  version text collate "C" not null,
  labels integer not null,
  at timestamptz not null,
  primary key (rule, version, labels)
);
