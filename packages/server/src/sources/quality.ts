import type { Json, JsonObject, LocalizedText } from "@probity/contracts";
import type { Statement, Store } from "../store/index.ts";
import type { TypeRegistry } from "../types/index.ts";

/** How well the events of a source are told, over a time. */
export interface SourceQuality {
  readonly from: string;
  readonly to: string;
  /** Events that were looked at: the newest ones, at most {@link mostEvents}. */
  readonly events: number;
  /** True when there were more. */
  readonly sampled: boolean;
  readonly types: readonly TypeQuality[];
  /** Fields that supervision requires, and in how many of the newest incomplete events each was missing. */
  readonly missing: readonly MissingField[];
  /** Rules that could not decide for lack of data, by event day. */
  readonly undecided: readonly UndecidedRule[];
  /** What was refused, by error code. */
  readonly refused: readonly RefusedCode[];
}

/** Events of one type. */
export interface TypeQuality {
  readonly type: string;
  /** Null for a type that is not registered any more. */
  readonly name: LocalizedText | null;
  readonly events: number;
  readonly incomplete: number;
  /** Events whose time is more than five minutes after they came: the clock of the source is ahead. */
  readonly ahead: number;
  readonly lastAt: string;
  /** Milliseconds from the act to its arrival: the median, and what 19 of 20 keep to. */
  readonly delayMs: { readonly p50: number; readonly p95: number };
}

/** A required field that is absent. */
export interface MissingField {
  readonly type: string;
  /** JSON pointer below `data`; `*` stands for each element of a list. */
  readonly field: string;
  readonly events: number;
  /** Incomplete events of the type that were read. */
  readonly of: number;
}

/** A rule that lacked something. */
export interface UndecidedRule {
  readonly rule: string;
  readonly undecided: number;
  /** All that the rule was asked about. */
  readonly asked: number;
}

/** An error code of refused events. */
export interface RefusedCode {
  readonly code: string;
  readonly events: number;
  /** Still in quarantine. */
  readonly open: number;
  readonly lastAt: string;
}

/** More are not read: the answer comes at once whatever the source sends. */
const mostEvents = 20_000;
const mostBodies = 500;

const byType: Statement = {
  name: "quality-types",
  text: `with newest as (
      select type, received_at, incomplete, greatest(0, date_part('epoch', received_at - time) * 1000) as delay,
        time > received_at + interval '5 minutes' as ahead
      from event where source = $1 and received_at >= $2::timestamptz and received_at <= $3::timestamptz
      order by received_at desc limit ${mostEvents + 1}
    )
    select type, count(*)::int as events, (count(*) filter (where incomplete > 0))::int as incomplete,
      (count(*) filter (where ahead))::int as ahead, max(received_at) as last,
      percentile_disc(array[0.5, 0.95]) within group (order by delay) as delays
    from newest group by type order by events desc, type`,
};

const incompleteBodies: Statement = {
  name: "quality-incomplete",
  text: `select type, body from event where source = $1 and received_at >= $2::timestamptz and received_at <= $3::timestamptz
      and incomplete > 0 and erased_at is null
    order by received_at desc limit ${mostBodies}`,
};

const undecidedRules: Statement = {
  name: "quality-undecided",
  text: `select rule, sum(indeterminate)::int as undecided, sum(hit + clear + not_applicable + indeterminate)::int as asked
    from rule_day where source = $1 and day >= $2::timestamptz::date and day <= $3::timestamptz::date
    group by rule having sum(indeterminate) > 0 order by undecided desc, rule limit 100`,
};

const refusedCodes: Statement = {
  name: "quality-refused",
  text: `select code, count(*)::int as events, (count(*) filter (where state = 'open'))::int as open, max(received_at) as last
    from quarantine where source = $1 and received_at >= $2::timestamptz and received_at <= $3::timestamptz
    group by code order by events desc, code`,
};

interface TypeRow {
  readonly type: string;
  readonly events: number;
  readonly incomplete: number;
  readonly ahead: number;
  readonly last: Date;
  readonly delays: readonly [number, number];
}

interface CodeRow {
  readonly code: string;
  readonly events: number;
  readonly open: number;
  readonly last: Date;
}

/** How well the events of a source were told from a moment up to another. */
export async function readQuality(
  { store, types }: { readonly store: Store; readonly types: TypeRegistry },
  source: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<SourceQuality> {
  const within = [source, from.toISOString(), to.toISOString()];
  const rows = await store.run<TypeRow>(byType, within);
  await types.prepare(
    source,
    rows.map(({ type }) => type),
  );
  const events = rows.reduce((sum, row) => sum + row.events, 0);
  const bodies = await store.run<{ readonly type: string; readonly body: string }>(incompleteBodies, within);
  const codes = await store.run<CodeRow>(refusedCodes, within);
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    events: Math.min(events, mostEvents),
    sampled: events > mostEvents,
    types: rows.map(({ last, delays: [p50, p95], ...row }) => ({
      ...row,
      name: types.find(source, row.type)?.definition.name ?? null,
      lastAt: last.toISOString(),
      delayMs: { p50: Math.round(p50), p95: Math.round(p95) },
    })),
    missing: missingFields(source, types, bodies),
    undecided: await store.run<UndecidedRule>(undecidedRules, within),
    refused: codes.map(({ last, ...row }) => ({ ...row, lastAt: last.toISOString() })),
  };
}

function missingFields(
  source: string,
  types: TypeRegistry,
  rows: readonly { readonly type: string; readonly body: string }[],
): readonly MissingField[] {
  const read = new Map<string, number>();
  const counts = new Map<string, { readonly type: string; readonly field: string; events: number }>();
  for (const { type, body } of rows) {
    read.set(type, (read.get(type) ?? 0) + 1);
    for (const field of missingIn(types.find(source, type)?.inspect(dataOf(body), true).missing)) {
      const name = `${type}\n${field}`;
      const count = counts.get(name) ?? { type, field, events: 0 };
      count.events += 1;
      counts.set(name, count);
    }
  }
  return [...counts.values()]
    .map((count) => ({ ...count, of: read.get(count.type) ?? 0 }))
    .toSorted((a, b) => b.events - a.events || (a.type + a.field < b.type + b.field ? -1 : 1));
}

/** Elements of a list count as one field. */
const missingIn = (paths: readonly string[] = []): ReadonlySet<string> =>
  new Set(paths.map((path) => path.replaceAll(/\/\d+(?=\/|$)/g, "/*")));

/** Stored by this server after validation. */
const dataOf = (body: string): JsonObject => (JSON.parse(body) as { readonly data: Json }).data as JsonObject;
