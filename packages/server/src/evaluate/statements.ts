import { array } from "../log/index.ts";
import type { Statement } from "../store/index.ts";

/** By which calibration the events behind a place in the log are scored, and by how many days shares halve. */
export const currentCalibration: Statement = {
  name: "evaluate-current",
  text: `select coalesce((select max(version) from calibration_start where position <= $1::bigint), 0) as version,
    (select half_life_days from score_setting where id = 1) as half_life`,
};

/** The sums of a calibration, as JSON. */
export const calibrationBody: Statement = {
  name: "evaluate-calibration",
  text: "select body from calibration where version = $1",
};

/** A calibration goes into force at its place in the log. */
export const startCalibration: Statement = {
  name: "evaluate-start",
  text: "insert into calibration_start (version, position) values ($1, $2) on conflict (version) do nothing",
};

/** A labelled alert takes no later hits. */
export const sealAlerts: Statement = {
  name: "evaluate-seal",
  text: `update alert a set sealed_position = t.position from unnest(${array(1, "text")}, ${array(2, "bigint")}) as t(id, position)
    where a.id = t.id and a.sealed_position is null`,
};

/** Which of the events of a batch were corrected, here or before. */
export const correctedEvents: Statement = {
  name: "evaluate-corrected",
  text: `select distinct c.source, c.event_id as id from score_correction c
    join unnest(${array(1, "text")}, ${array(2, "text")}) as t(source, id) on c.source = t.source and c.event_id = t.id`,
};

/** Notes what the events of a batch correct. */
export const saveCorrections: Statement = {
  name: "evaluate-save-corrections",
  text: `insert into score_correction (source, event_id, position)
    select * from unnest(${array(1, "text")}, ${array(2, "text")}, ${array(3, "bigint")}) on conflict do nothing`,
};

/** Where the events are that were corrected. */
export const correctedPlaces: Statement = {
  name: "evaluate-corrected-places",
  text: `select l.position from unnest(${array(1, "text")}, ${array(2, "text")}) as t(source, id)
    join event e on e.source = t.source and e.id = t.id join log l on l.event = e.key`,
};

/**
 * A value that is so many days older. Far below anything that counts it stays a number: the database refuses one that is
 * too small for it.
 */
const aged = (value: string, older: string, newer: string, halfLife: string): string =>
  `${value} * power(2::float8, greatest(-200, -extract(epoch from ${newer} - ${older})::float8 / 86400 / ${halfLife}))`;

/** Adds the shares of a batch: for each entity the sum as of its newest, then what it is made of. */
export const addHits: Statement = {
  name: "evaluate-add",
  text: `with sums as (
      insert into score_entity as e (kind, key, value, as_of, hits)
      select * from unnest(${array(1, "text")}, ${array(2, "text")}, ${array(3, "float8")}, ${array(4, "timestamptz")}, ${array(5, "int")})
      on conflict (kind, key) do update set hits = e.hits + excluded.hits, as_of = greatest(e.as_of, excluded.as_of),
        value = case when excluded.as_of >= e.as_of
          then ${aged("e.value", "e.as_of", "excluded.as_of", "$10::float8")} + excluded.value
          else e.value + ${aged("excluded.value", "excluded.as_of", "e.as_of", "$10::float8")} end
      returning id, kind, key
    )
    insert into score_hit (position, entity, at, score)
    select t.position, s.id, t.at, t.score from unnest(${array(6, "bigint")}, ${array(7, "int")}, ${array(8, "timestamptz")},
      ${array(9, "smallint")}) as t(position, place, at, score)
    join unnest(${array(1, "text")}, ${array(2, "text")}) with ordinality as n(kind, key, place) on n.place = t.place
    join sums s on s.kind = n.kind and s.key = n.key`,
};

/** Takes the shares of events back; whose sums have to be made again. */
export const removeHits: Statement = {
  name: "evaluate-remove",
  text: `with gone as (delete from score_hit where position = any($1::bigint[]) returning entity)
    select distinct entity from gone order by entity`,
};

/** Makes sums again from what is left of them. */
export const recompute: Statement = {
  name: "evaluate-recompute",
  text: `update score_entity e set value = s.value, as_of = s.as_of, hits = s.hits from (
      select h.entity, n.as_of, count(*)::int as hits,
        sum(${aged("h.score / 10::float8", "h.at", "n.as_of", "$2::float8")}) as value
      from score_hit h join (select entity, max(at) as as_of from score_hit where entity = any($1::bigint[]) group by entity) n
        on n.entity = h.entity group by h.entity, n.as_of
    ) s where e.id = s.entity`,
};

/** Of what nothing is left nothing is known. */
export const dropEmpty: Statement = {
  name: "evaluate-drop-empty",
  text: `delete from score_entity e where e.id = any($1::bigint[])
    and not exists (select from score_hit h where h.entity = e.id)`,
};
