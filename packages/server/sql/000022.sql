-- Of which changes of units org_unit_tree is the tree, and until when by those that are planned: a start makes it again only
-- where it has to. Not in the journal: what comes back from there has neither.
create table org_tree_made (
  id integer primary key check (id = 1),
  -- the last of org_unit_change; 0 before the first
  revision bigint not null,
  -- the next planned move; null when there is none
  until timestamptz
);

-- Alerts about those who supervise are few and looked for all the time; the newest pre-checks are the first page.
create index alert_supervision on alert (first_position desc) where rule like 'SUP-%';
create index precheck_newest on precheck ((coalesce(opened_position, act_position, 0)) desc, source, id);
