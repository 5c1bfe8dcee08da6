-- Who asked for a pre-check, so that people find their own; null where the event does not say, or was erased.
alter table precheck add column person text collate "C";
create index precheck_person on precheck (person, opened_position) where person is not null;
update precheck p set person = substring(e.body from '"actor":\s*\{[^{}]*?"personId":\s*"([^"\\]{1,200})"')
  from log l join event e on e.key = l.event where l.position = p.opened_position and e.body <> '';

-- An approver holds that what a rule found in a pre-check is a false alarm (UI-2): once for each finding.
create table appeal (
  id text collate "C" primary key,
  source text collate "C" not null,
  decision text collate "C" not null,
  rule text collate "C" not null,
  -- null where the bundle is not known
  rule_version text collate "C",
  -- how much of the finding the person was told
  disclosure text not null check (disclosure in ('full', 'generic', 'silent')),
  -- as in the events of the source; null once the pre-check was erased, and the text is empty then
  person text collate "C",
  reason text not null,
  text text not null,
  via text not null check (via in ('api', 'console')),
  raised_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'upheld', 'rejected')),
  answer text,
  answered_by text collate "C",
  answered_at timestamptz,
  unique (source, decision, rule)
);
create index appeal_newest on appeal (raised_at desc, id desc);
create index appeal_upheld on appeal (rule) where state = 'upheld';

-- What people found out about a rule (AL-2): the last label of each alert, and upheld appeals. Where the act was done all the
-- same and its alert was labelled, the label alone counts.
create view rule_label as
  select rule, rule_version, label, weight from alert_label l
    where weight > 0 and n = (select max(n) from alert_label m where m.alert = l.alert)
  union all
  select a.rule, a.rule_version, 'not_confirmed', 1 from appeal a
    where a.state = 'upheld' and a.rule_version is not null and not exists (
      select 1 from precheck p join alert_finding f on f.position = p.act_position join alert t on t.id = f.alert
        join alert_label b on b.alert = t.id
      where p.source = a.source and p.id = a.decision and t.rule = a.rule);
