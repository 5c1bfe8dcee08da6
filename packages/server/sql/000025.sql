-- The lines of the inbox (UI-1): of each alert what it is filtered, sorted and counted by, in a table so narrow that 100,000
-- lines are counted and jumped through. They follow from alerts and cases: the scorer writes what an alert is about.
create table alert_line (
  alert text collate "C" primary key,
  -- first place in the log: the order of time, which never changes
  position bigint not null,
  opened_at timestamptz not null,
  last_at timestamptz not null,
  source text collate "C" not null,
  rule text collate "C" not null,
  -- null: a notice of the server
  model text collate "C",
  class text collate "C" not null,
  -- risk level, 1 highest
  level smallint not null,
  -- the highest score of its events
  risk smallint not null,
  -- of the newest event that names one: who acted, in which unit, towards whom, about how much in minor units
  unit text collate "C",
  person text collate "C",
  party text collate "C",
  amount bigint,
  currency text collate "C",
  -- what is searched, in lower case
  words text not null,
  -- of the case it is in, with what that was merged into: null and `new` while it is in none, `labelled` when people judged it there
  case_id text collate "C",
  case_unit text collate "C",
  state text collate "C" not null default 'new',
  charge text collate "C",
  handler text collate "C",
  due_at timestamptz
);
create index alert_line_time on alert_line (position desc, alert);
create index alert_line_risk on alert_line (risk desc, position desc, alert);
create index alert_line_due on alert_line (due_at, position desc, alert);
create index alert_line_person on alert_line (person) where person is not null;
create index alert_line_party on alert_line (party) where party is not null;
create index alert_line_rule on alert_line (rule, position desc);
create index alert_line_handler on alert_line (handler) where handler is not null;
create index alert_line_case on alert_line (case_id) where case_id is not null;
-- Verifiers see what they verify.
create index case_track_verified on case_track (case_id) where verifiers <> '[]';

-- How the alerts of these ids are worked on now. Locks in one order, so that two who change cases never wait for each other.
create function follow_alert_lines(alerts text[]) returns void language sql as $$
  with held as (select l.alert, l.class from alert_line l where l.alert = any(alerts) order by l.alert for update)
  update alert_line l set case_id = w.root, case_unit = w.case_unit, state = w.state, charge = w.unit, handler = w.handler, due_at = w.due_at
  from (
    select h.alert, c.root, r.unit as case_unit, t.unit, t.handler, t.due_at,
      coalesce(t.state, case when exists (select 1 from alert_label b where b.alert = h.alert) then 'labelled' else 'new' end) as state
    from held h left join case_alert a on a.alert = h.alert left join case_file c on c.id = a.case_id left join case_file r on r.id = c.root
      left join case_track t on t.case_id = c.root and t.track = h.class
  ) w
  where l.alert = w.alert and (l.case_id, l.case_unit, l.state, l.charge, l.handler, l.due_at)
    is distinct from (w.root, w.case_unit, w.state, w.unit, w.handler, w.due_at)
$$;

-- Steps are made in many places, by people and by the server, and put back from the journal in any order: whatever writes
-- these tables, the lines follow in the same transaction.
create function alert_lines_by_alert() returns trigger language plpgsql as $$ begin perform follow_alert_lines(array(select alert from changed)); return null; end $$;
create function alert_lines_by_track() returns trigger language plpgsql as $$ begin perform follow_alert_lines(array(select a.alert from changed n join case_file c on c.root = n.case_id
    join case_alert a on a.case_id = c.id)); return null; end $$;
create function alert_lines_by_case() returns trigger language plpgsql as $$ begin perform follow_alert_lines(array(select a.alert from changed n join case_alert a on a.case_id = n.id)); return null; end $$;
create function alert_lines_by_root() returns trigger language plpgsql as $$ begin perform follow_alert_lines(array(select alert from case_alert where case_id = new.id)); return null; end $$;
create trigger alert_line_put after insert on case_alert referencing new table as changed
  for each statement execute function alert_lines_by_alert();
create trigger alert_line_moved after update on case_alert referencing new table as changed
  for each statement execute function alert_lines_by_alert();
create trigger alert_line_labelled after insert on alert_label referencing new table as changed
  for each statement execute function alert_lines_by_alert();
create trigger alert_line_track after insert on case_track referencing new table as changed
  for each statement execute function alert_lines_by_track();
create trigger alert_line_step after update on case_track referencing new table as changed
  for each statement execute function alert_lines_by_track();
create trigger alert_line_case after insert on case_file referencing new table as changed
  for each statement execute function alert_lines_by_case();
create trigger alert_line_merge after update of root on case_file
  for each row when (old.root is distinct from new.root) execute function alert_lines_by_root();

-- Of alerts from before what is known without reading their events.
insert into alert_line (alert, position, opened_at, last_at, source, rule, model, class, level, risk, unit, words)
select a.id, a.first_position, a.opened_at, a.last_at, a.source, a.rule,
  (select v.id from model_version v where v.id = regexp_replace(a.rule, '-[^-]*$', '') limit 1), a.class, a.level,
  coalesce((select max(r.score) from alert_finding f join event_result r on r.position = f.position where f.alert = a.id), 0),
  (select c.unit from case_alert k join case_file c on c.id = k.case_id where k.alert = a.id),
  lower(concat_ws(' ', a.id, a.subject, a.name))
from alert a;
select follow_alert_lines(array(select alert from alert_line));

-- Views of lists that people keep: a name and what the list is filtered by, as its address has it (UI-1).
create table saved_view (
  id text collate "C" primary key,
  -- which list
  screen text collate "C" not null,
  name text not null,
  query text not null,
  owner text collate "C" not null,
  -- shared with whoever reads the list for this unit or one under it; null: the owner's alone
  unit text collate "C",
  place integer not null,
  changed_at timestamptz not null,
  -- nothing is deleted: a view that nobody wants is hidden
  removed_at timestamptz
);
create index saved_view_owner on saved_view (owner, screen) where removed_at is null;
create index saved_view_unit on saved_view (unit, screen) where removed_at is null and unit is not null;
