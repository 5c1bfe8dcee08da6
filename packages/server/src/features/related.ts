import type { Json, RelatedEvent } from "@probity/contracts";
import type { WindowNeed } from "@probity/engine/features";
import type { Statement } from "../store/index.ts";
import { everySource, type Run } from "./definitions.ts";
import { keyId, unpackText } from "./member-text.ts";
import type { FeatureRequest } from "./request.ts";
import { hashOf, noPosition } from "./window-cells.ts";

/** A window whose members are to be shown. */
export interface RelatedQuery {
  readonly need: WindowNeed;
  readonly request: FeatureRequest;
}

/** Members of a window that a finding shows. */
export const mostRelated = 20;

/** The newest members; of a window that takes an extreme those that come nearest to it, which may be old. */
const findRelated: Statement = {
  name: "windows-related",
  text: `select r.i, m.at, m.position, m.n::text as n, m.t, m.u, coalesce(e.source, m.source) as source,
      coalesce(e.subject, m.subject) as subject, e.id, m.decision
    from json_to_recordset($1::json) as r(i int, hash text, scope text, keys uuid[], after bigint, until bigint,
      position bigint, now timestamptz, without text[], pick text)
    join window_definition d on d.hash = r.hash and d.scope = r.scope and d.state = 'live'
    cross join lateral (
      select * from (
        select m.at, m.position, m.n, m.t, m.u, null::text as source, null::text as subject, null::text as decision
        from window_member m where m.definition = d.id and m.key = any(r.keys) and m.at > r.after and m.at <= r.until
          and m.position < r.position and (m.gone is null or m.gone > r.position) and not m.gap
        union all
        select h.at, null, h.n, h.t, h.u, h.source, h.subject, h.decision
        from window_hold h where r.now is not null and h.definition = d.id and h.key = any(r.keys) and h.at > r.after
          and h.at <= r.until and h.expires_at > r.now and h.decision <> all(r.without) and not h.gap
      ) found
      order by case when r.pick = 'min' then found.n end, case when r.pick = 'max' then found.n end desc nulls last,
        found.at desc, found.position desc nulls first limit ${mostRelated}
    ) m
    left join log l on l.position = m.position left join event e on e.key = l.event
    order by r.i, m.at, m.position nulls last`,
};

interface Row {
  readonly i: number;
  readonly at: number;
  readonly position: number | null;
  readonly n: string | null;
  readonly t: string | null;
  readonly u: string | null;
  readonly source: string;
  readonly subject: string | null;
  readonly id: string | null;
  readonly decision: string | null;
}

/** The events that windows counted beside the one that was judged, by time, so that a reviewer sees them together. */
export async function relatedEvents(
  run: Run,
  queries: readonly RelatedQuery[],
): Promise<readonly (readonly RelatedEvent[])[]> {
  const asked = queries.map(({ need, request }, i) => ({
    i,
    hash: hashOf(need.definition),
    scope: need.from === "all" ? everySource : request.source,
    keys: need.keys.map(({ key }) => keyId(key)),
    after: need.span.after,
    until: need.span.until,
    position: request.position ?? noPosition,
    now: request.holds?.now.toISOString() ?? null,
    without: request.holds?.except ?? [],
    pick: need.fn,
  }));
  if (asked.length === 0) return [];
  const rows = await run.run<Row>(findRelated, [JSON.stringify(asked)]);
  const byQuery = Map.groupBy(rows, ({ i }) => i);
  return queries.map(({ need }, i) => {
    // A list item may have the event under several keys.
    const seen = new Map((byQuery.get(i) ?? []).map((row) => [row.position ?? row.decision, row]));
    return [...seen.values()].map((row) => relatedOf(row, need));
  });
}

function relatedOf(row: Row, need: WindowNeed): RelatedEvent {
  const { at, position, source, subject, id, decision } = row;
  const value = valueOf(row, need);
  return {
    feature: need.name,
    source,
    time: new Date(at).toISOString(),
    ...(subject !== null && { subject }),
    ...(position !== null && id !== null && { position, event: id }),
    ...(decision !== null && { hold: true, decision }),
    ...(value !== undefined && { value }),
  };
}

function valueOf({ n, t, u }: Row, { valueKind }: WindowNeed): Json | undefined {
  const text = t === null ? undefined : unpackText(t);
  if (valueKind === "string") return text;
  if (valueKind === "bool") return text === undefined ? undefined : text === "true";
  if (n === null) return undefined;
  if (valueKind === "money") return { amount: Number(n), currency: u === null ? "" : unpackText(u) };
  return valueKind === "timestamp" ? new Date(Number(n)).toISOString() : Number(n);
}
