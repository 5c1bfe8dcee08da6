import { array } from "../log/index.ts";
import type { Statement } from "../store/index.ts";

/** The scorer's place in the log. Whoever holds the row scores; others get no row and come back later. */
export const takePosition: Statement = {
  name: "score-take",
  text: `select position, coalesce((select position from score_position where name = 'windows'), 0) as epoch
    from score_position where name = 'score' for update skip locked`,
};

/**
 * The next entries in order up to a position ($4), bounded by number ($2) and by bytes ($3), but at least one if there is
 * any. Those whose payload is no event have a null source.
 */
export const nextEvents: Statement = {
  name: "score-next",
  text: `select position, source, id, type, subject, time, body from (
      select l.position, e.source, e.id, e.type, e.subject, e.time, e.body,
        sum(coalesce(length(e.body), 0)) over (order by l.position) as total, row_number() over (order by l.position) as n
      from (select position, event from log where position > $1 and position <= $4 order by position limit $2) l
      left join lateral (select * from event where key = l.event limit 1) e on true
    ) batch where n = 1 or total <= $3 order by position`,
};

/** Records of the processes of a batch. */
export const findRecords: Statement = {
  name: "score-records",
  text: `select r.source, r.kind, r.subject, r.record, r.input_bytes from process_record r
    join unnest(${array(1, "text")}, ${array(2, "text")}, ${array(3, "text")}) as t(source, kind, subject)
      on r.source = t.source and r.kind = t.kind and r.subject = t.subject`,
};

/** Writes the records back. */
export const saveRecords: Statement = {
  name: "score-save-records",
  text: `insert into process_record (source, kind, subject, record, position, input_bytes)
    select * from unnest(${array(1, "text")}, ${array(2, "text")}, ${array(3, "text")}, ${array(4, "text")}, ${array(5, "bigint")},
      ${array(6, "bigint")})
    on conflict (source, kind, subject) do update set record = excluded.record, position = excluded.position,
      input_bytes = excluded.input_bytes`,
};

/** One row per event. The primary key refuses a second result for the same event. */
export const saveResults: Statement = {
  name: "score-save-results",
  text: `insert into event_result (position, bundle_version, bundle_hash, hits, clear, not_applicable, indeterminate, failure, score, calibration,
      scored_at)
    select t.*, $9::timestamptz from unnest(${array(1, "bigint")}, ${array(2, "int")}, ${array(3, "text")}, ${array(4, "int")},
      ${array(5, "int")}, ${array(6, "int")}, ${array(7, "int")}, ${array(8, "text")}, ${array(10, "smallint")}, ${array(11, "int")}) as t`,
};

/** Hits and indeterminate results. */
export const saveFindings: Statement = {
  name: "score-save-findings",
  text: `insert into finding (position, binding, rule, version, result, level, class, body, share)
    select * from unnest(${array(1, "bigint")}, ${array(2, "text")}, ${array(3, "text")}, ${array(4, "text")},
      ${array(5, "text")}, ${array(6, "smallint")}, ${array(7, "text")}, ${array(8, "text")}, ${array(9, "smallint")})`,
};

/** Adds to the counts per source, rule, version and day. */
export const addCounts: Statement = {
  name: "score-add-counts",
  text: `insert into rule_day (source, rule, version, day, hit, clear, not_applicable, indeterminate)
    select * from unnest(${array(1, "text")}, ${array(2, "text")}, ${array(3, "text")}, ${array(4, "date")}, ${array(5, "bigint")},
      ${array(6, "bigint")}, ${array(7, "bigint")}, ${array(8, "bigint")})
    on conflict (source, rule, day, version) do update set hit = rule_day.hit + excluded.hit,
      clear = rule_day.clear + excluded.clear, not_applicable = rule_day.not_applicable + excluded.not_applicable,
      indeterminate = rule_day.indeterminate + excluded.indeterminate`,
};

/** Moves on; in the same transaction as everything above. */
export const savePosition: Statement = {
  name: "score-save-position",
  text: "update score_position set position = $1 where name = 'score'",
};

/** The newest alerts of the groups of a batch, locked against reviewers who change their state meanwhile. */
export const findAlerts: Statement = {
  name: "score-find-alerts",
  text: `select a.id, a.source, a.rule, a.group_key, a.level, a.count, a.first_at, a.last_at, a.last_position,
      a.confidence, a.sealed_position from alert a
    join unnest(${array(1, "text")}, ${array(2, "text")}, ${array(3, "text")}) as t(source, rule, group_key)
      on a.source = t.source and a.rule = t.rule and a.group_key = t.group_key
    order by a.first_position for update of a`,
};

/** Opens alerts and adds to those that are there; the state is the reviewers' alone. */
export const saveAlerts: Statement = {
  name: "score-save-alerts",
  text: `insert into alert (id, source, rule, rule_version, group_key, subject, class, level, count, first_at, last_at,
      first_position, last_position, name, message, confidence, state, opened_at)
    select t.*, 'open', $16::timestamptz from unnest(${array(1, "text")}, ${array(2, "text")}, ${array(3, "text")},
      ${array(4, "text")}, ${array(5, "text")}, ${array(6, "text")}, ${array(7, "text")}, ${array(8, "smallint")},
      ${array(9, "int")}, ${array(10, "timestamptz")}, ${array(11, "timestamptz")}, ${array(12, "bigint")},
      ${array(13, "bigint")}, ${array(14, "text")}, ${array(15, "text")}, ${array(17, "real")}) as t
    on conflict (id) do update set rule_version = excluded.rule_version, level = least(alert.level, excluded.level),
      count = excluded.count, first_at = excluded.first_at, last_at = excluded.last_at,
      last_position = excluded.last_position, name = excluded.name, message = excluded.message`,
};

/** Ties alerts to their findings. */
export const saveAlertFindings: Statement = {
  name: "score-save-alert-findings",
  text: `insert into alert_finding (alert, position, binding)
    select * from unnest(${array(1, "text")}, ${array(2, "bigint")}, ${array(3, "text")})`,
};
