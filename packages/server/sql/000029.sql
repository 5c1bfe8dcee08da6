-- The newest events of a source, and those that lack something: how well a business system tells its events is read from them.
create index event_source_received on event (source, received_at);
create index event_incomplete on event (source, received_at) where incomplete > 0;
