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
  text: `select r.i, m.at, m.position, m.n::text as n, m.t, m.u, e.source, e.subject, e.id
    from json_to_recordset($1::json) as r(i int, hash text, scope text, keys uuid[], after bigint, until bigint,
      position bigint, pick text)
    join window_definition d on d.hash = r.hash and d.scope = r.scope and d.state = 'live'
    cross join lateral (
      select m.at, m.position, m.n, m.t, m.u
      from window_member m where m.definition = d.id and m.key = any(r.keys) and m.at > r.after and m.at <= r.until
        and m.position < r.position and (m.gone is null or m.gone > r.position) and not m.gap
      order by case when r.pick = 'min' then m.n end, case when r.pick = 'max' then m.n end desc nulls last,
        m.at desc, m.position desc limit ${mostRelated}
    ) m
    join log l on l.position = m.position join event e on e.key = l.event
    order by r.i, m.at, m.position`,
};

interface Row {
  readonly i: number;
  readonly at: number;
  readonly position: number;
  readonly n: string | null;
  readonly t: string | null;
  readonly u: string | null;
  readonly source: string;
  readonly subject: string | null;
  readonly id: string;
}

/**
 * The stored events that windows counted beside the one that was judged, by time, so that a reviewer sees them together:
 * what holds of open pre-checks is not among them.
 */
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
    pick: need.fn,
  }));
  if (asked.length === 0) return [];
  const rows = await run.run<Row>(findRelated, [JSON.stringify(asked)]);
  const byQuery = Map.groupBy(rows, ({ i }) => i);
  return queries.map(({ need }, i) => {
    // A list item may have the event under several keys.
    const seen = new Map((byQuery.get(i) ?? []).map((row) => [row.position, row]));
    return [...seen.values()].map((row) => relatedOf(row, need));
  });
}

function relatedOf(row: Row, need: WindowNeed): RelatedEvent {
  const { at, position, source, subject, id: event } = row;
  const value = valueOf(row, need);
  return {
    feature: need.name,
    source,
    time: new Date(at).toISOString(),
    ...(subject !== null && { subject }),
    position,
    event,
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
