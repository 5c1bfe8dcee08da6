-- A role for everybody in a group of the identity provider; the people for whom somebody stands in, and the other way round.

alter table access_grant drop constraint access_grant_holder_kind_check;
alter table access_grant add constraint access_grant_holder_kind_check
  check (holder_kind in ('person', 'service', 'group'));

create index org_delegation_to on org_delegation (to_person);
create index org_delegation_from on org_delegation (from_person);
