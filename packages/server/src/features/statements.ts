import type { Statement } from "../store/index.ts";

/** Members of one key in a span that were known at a position and not corrected by then; along the primary key. */
const stored = `window_member m where m.definition = d.id and m.key = r.key and m.at > r.after and m.at <= r.until
          and m.position < r.position and (m.gone is null or m.gone > r.position)`;

/** Open holds, at pre-checks only. */
const held = `window_hold h where r.now is not null and h.definition = d.id and h.key = r.key and h.at > r.after
          and h.at <= r.until and h.expires_at > r.now
          and not (h.source is not distinct from r.source and h.decision = any(r.without))`;

const extra = "json_to_recordset(r.extra) as x(at bigint, n numeric, t text, u text, gap boolean)";

const cells = `json_to_recordset($1::json) as r(i int, hash text, scope text, key uuid, after bigint, until bigint,
      position bigint, now timestamptz, source text, without text[], extra json)
    left join window_definition d on d.hash = r.hash and d.scope = r.scope and d.state = 'live'`;

const ready = "coalesce(d.filled_to >= d.from_position, false) as ready";

const counts = `count(*) filter (where not gap)::int as members, count(*) filter (where gap)::int as gaps`;

/** Whether there are several currencies, the first and the last tell. */
const units = `min(u) as unit, max(u) as other`;

/** Counts, sums and extremes of windows: all that can be told from the index alone. */
export const sums: Statement = {
  name: "windows-sums",
  text: `select r.i, ${ready}, a.* from ${cells}
    cross join lateral (
      select ${counts}, sum(n)::text as sum, min(n)::text as min, max(n)::text as max, ${units} from (
        select m.n, m.u, m.gap from ${stored}
        union all select h.n, h.u, h.gap from ${held}
        union all select x.n, x.u, x.gap from ${extra}
      ) member
    ) a`,
};

/** Windows that count different values. */
export const distinct: Statement = {
  name: "windows-distinct",
  text: `select r.i, ${ready}, a.* from ${cells}
    cross join lateral (
      select ${counts}, count(distinct (n, t, u)) filter (where not gap and coalesce(n::text, t, u) is not null)::int as distinct,
        ${units} from (
        select m.n, m.t, m.u, m.gap from ${stored}
        union all select h.n, h.t, h.u, h.gap from ${held}
        union all select x.n, x.t, x.u, x.gap from ${extra}
      ) member
    ) a`,
};

/**
 * Windows that ask for the latest value. At one time holds count as later than what is stored, and what is given later
 * still, in its order.
 */
export const last: Statement = {
  name: "windows-last",
  text: `select r.i, ${ready}, a.*, l.n::text as n, l.t, l.u from ${cells}
    cross join lateral (
      select ${counts}, ${units} from (
        select m.u, m.gap from ${stored}
        union all select h.u, h.gap from ${held}
        union all select x.u, x.gap from ${extra}
      ) member
    ) a
    left join lateral (
      select n, t, u from (
        (select m.at, 0::bigint as tier, m.n, m.t, m.u from ${stored} and not m.gap order by m.at desc, m.position desc limit 1)
        union all (select h.at, 1, h.n, h.t, h.u from ${held} and not h.gap order by h.at desc, h.decision desc limit 1)
        union all select y.at, 1 + y.place, y.n, y.t, y.u from (
          select x.*, row_number() over () as place from ${extra}
        ) y where not y.gap
      ) newest order by at desc, tier desc limit 1
    ) l on true`,
};

/** The earlier events of processes, one more than may be looked at. Each of the two look-ups by one row: nothing else is planned. */
export const history: Statement = {
  name: "windows-history",
  text: `select r.i, h.* from json_to_recordset($1::json) as r(i int, source text, subject text, types text[], position bigint)
    cross join lateral (
      select e.id, e.type, e.body, l.position from event e
      cross join lateral (select position from log where event = e.key limit 1) l
      left join lateral (
        select position from event_correction where source = e.source and event_id = e.id order by position limit 1
      ) c on true
      where e.source = r.source and e.subject = r.subject and e.body <> ''
        and (cardinality(r.types) = 0 or e.type = any(r.types)) and l.position < r.position
        and (c.position is null or c.position > r.position)
      order by l.position limit $2::int
    ) h order by r.i, h.position`,
};
