-- How far the journal had kept the rows beside the log when this database last wrote to it (LO-9): a journal that is
-- further ahead belongs to a newer copy of this database.
create table journal_head (
  id integer primary key check (id = 1),
  sequence bigint not null
);
