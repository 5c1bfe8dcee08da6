-- How much event text went into a record: its bound must not depend on how the scorer cuts its batches.
alter table process_record add column input_bytes bigint not null default 0;
