import { array } from "../../log/index.ts";
import type { Statement } from "../../store/index.ts";

/** Versions in shadow, without their texts. */
export const findShadows: Statement = {
  name: "shadow-find",
  text: `select id, version, digest, shadow_from from model_version where state = 'shadow' order by id, version`,
};

/** The text of one of them. */
export const readText: Statement = {
  name: "shadow-text",
  text: "select body from model_version where id = $1 and version = $2 and digest = $3",
};

/** Those that are in shadow now; they stay so until this transaction ends. */
export const holdShadows: Statement = {
  name: "shadow-hold",
  text: `select id, digest, coalesce(shadow_from, 0) as "from" from model_version where state = 'shadow'
    order by id, version for share`,
};

/** Moves the beginning of a shadow behind events that were scored without it. */
export const beginLater: Statement = {
  name: "shadow-begin-later",
  text: "update model_version set shadow_from = $3::bigint where id = $1 and digest = $2 and state = 'shadow'",
};

/** Adds to the counts per source, rule and day. */
export const addDays: Statement = {
  name: "shadow-add-days",
  text: `insert into shadow_day (model, digest, source, rule, day, hit, clear, not_applicable, indeterminate, kept, fresh, lost, failed)
    select * from unnest(${array(1, "text")}, ${array(2, "text")}, ${array(3, "text")}, ${array(4, "text")}, ${array(5, "date")},
      ${array(6, "bigint")}, ${array(7, "bigint")}, ${array(8, "bigint")}, ${array(9, "bigint")}, ${array(10, "bigint")},
      ${array(11, "bigint")}, ${array(12, "bigint")}, ${array(13, "bigint")})
    on conflict (model, digest, source, rule, day) do update set hit = shadow_day.hit + excluded.hit,
      clear = shadow_day.clear + excluded.clear, not_applicable = shadow_day.not_applicable + excluded.not_applicable,
      indeterminate = shadow_day.indeterminate + excluded.indeterminate, kept = shadow_day.kept + excluded.kept,
      fresh = shadow_day.fresh + excluded.fresh, lost = shadow_day.lost + excluded.lost,
      failed = shadow_day.failed + excluded.failed`,
};

/** Hits, whole. */
export const saveFindings: Statement = {
  name: "shadow-save-findings",
  text: `insert into shadow_finding (model, digest, position, binding, rule, comparison, body)
    select * from unnest(${array(1, "text")}, ${array(2, "text")}, ${array(3, "bigint")}, ${array(4, "text")},
      ${array(5, "text")}, ${array(6, "text")}, ${array(7, "text")})`,
};
