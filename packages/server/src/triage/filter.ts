import { type RawBuilder, sql, type SqlBool } from "kysely";
import { endStates, openStates, type Track } from "../cases/index.ts";
import { seesLineSql, type LineViewer } from "./viewer.ts";

/** Beside the states of its case's track: an alert in no case, and one that people judged without a case. */
export const looseStates = ["new", "labelled"] as const;

/** States by groups. */
export const stateGroups: Readonly<Record<string, readonly string[]>> = {
  open: ["new", ...openStates, "suspended"],
  ended: ["labelled", ...endStates],
};

/** By which alerts are looked for. */
export interface AlertFilter {
  /** A state, or a group of them. Default: `open`. */
  readonly state?: string | undefined;
  /** Risk level, 1 highest. */
  readonly level?: number | undefined;
  readonly track?: Track | undefined;
  /** Least score of the gravest event, 0 to 100. */
  readonly risk?: number | undefined;
  /** First part of the rule's id. */
  readonly domain?: string | undefined;
  readonly model?: string | undefined;
  readonly rule?: string | undefined;
  readonly source?: string | undefined;
  /** Where it happened or who is responsible, with all units under it. */
  readonly unit?: string | undefined;
  /** Person key of the official. */
  readonly person?: string | undefined;
  readonly counterparty?: string | undefined;
  readonly case?: string | undefined;
  /** Least and most amount, in minor units of `currency`. */
  readonly minAmount?: number | undefined;
  readonly maxAmount?: number | undefined;
  readonly currency?: string | undefined;
  /** What people found last. */
  readonly label?: "confirmed" | "dismissed" | undefined;
  readonly mine?: boolean | undefined;
  readonly handler?: string | undefined;
  readonly unassigned?: boolean | undefined;
  readonly overdue?: boolean | undefined;
  /** When it was opened: from then on, and before then. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Words that all are in what it is called or whom it names. */
  readonly q?: string | undefined;
  /** Only what was opened up to this place in the log: what comes later moves nothing. */
  readonly asOf?: number | undefined;
}

const and = (parts: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> =>
  parts.reduce((all, one) => sql<SqlBool>`${all} and ${one}`);

const list = (values: readonly string[]): RawBuilder<unknown> => sql`${[...values]}::text[]`;

/** Most words of a search. */
const mostWords = 5;

/** The predicate on a line `l`: what the viewer may see, and what was asked for. */
export function linesSql(filter: AlertFilter, viewer: LineViewer, now: Date): RawBuilder<SqlBool> {
  return and([seesLineSql(viewer), ...work(filter, viewer, now), ...facts(filter)]);
}

/** How it is worked on. */
function work(filter: AlertFilter, { granted }: LineViewer, now: Date): readonly RawBuilder<SqlBool>[] {
  const { state = "open", handler } = filter;
  const parts: RawBuilder<SqlBool>[] = [];
  if (state !== "all") parts.push(sql<SqlBool>`l.state = any(${list(stateGroups[state] ?? [state])})`);
  if (filter.mine === true) parts.push(sql<SqlBool>`l.handler = ${granted.id}`);
  if (handler !== undefined) parts.push(sql<SqlBool>`l.handler = ${handler}`);
  if (filter.unassigned === true) parts.push(sql<SqlBool>`l.handler is null`);
  if (filter.label !== undefined) parts.push(labelled(filter.label));
  if (filter.case !== undefined) parts.push(sql<SqlBool>`l.case_id = ${filter.case}`);
  if (filter.overdue === true)
    parts.push(
      sql<SqlBool>`l.due_at < ${now.toISOString()}::timestamptz and l.state = any(${list(openStates)})`,
    );
  return parts;
}

const labelled = (label: "confirmed" | "dismissed"): RawBuilder<SqlBool> =>
  sql<SqlBool>`(select b.label from alert_label b where b.alert = l.alert order by b.n desc limit 1)
    = any(${label === "confirmed" ? ["confirmed", "partly"] : ["not_confirmed"]}::text[])`;

/** What it is about. */
function facts(filter: AlertFilter): readonly RawBuilder<SqlBool>[] {
  const { level, track, risk, model, rule, source, unit, person, counterparty, currency, from, to, asOf } =
    filter;
  const { minAmount, maxAmount } = filter;
  const parts: RawBuilder<SqlBool>[] = [];
  if (level !== undefined) parts.push(sql<SqlBool>`l.level = ${level}`);
  if (track !== undefined) parts.push(sql<SqlBool>`l.class = ${track}`);
  if (risk !== undefined) parts.push(sql<SqlBool>`l.risk >= ${risk}`);
  if (filter.domain !== undefined) parts.push(sql<SqlBool>`split_part(l.rule, '-', 1) = ${filter.domain}`);
  if (model !== undefined) parts.push(sql<SqlBool>`l.model = ${model}`);
  if (rule !== undefined) parts.push(sql<SqlBool>`l.rule = ${rule}`);
  if (source !== undefined) parts.push(sql<SqlBool>`l.source = ${source}`);
  if (person !== undefined) parts.push(sql<SqlBool>`l.person = ${person}`);
  if (counterparty !== undefined) parts.push(sql<SqlBool>`l.party = ${counterparty}`);
  if (currency !== undefined) parts.push(sql<SqlBool>`l.currency = ${currency}`);
  if (minAmount !== undefined) parts.push(sql<SqlBool>`l.amount >= ${minAmount}`);
  if (maxAmount !== undefined) parts.push(sql<SqlBool>`l.amount <= ${maxAmount}`);
  if (from !== undefined)
    parts.push(sql<SqlBool>`l.opened_at >= ${new Date(from).toISOString()}::timestamptz`);
  if (to !== undefined) parts.push(sql<SqlBool>`l.opened_at < ${new Date(to).toISOString()}::timestamptz`);
  if (asOf !== undefined) parts.push(sql<SqlBool>`l.position <= ${asOf}::bigint`);
  if (unit !== undefined)
    parts.push(sql<SqlBool>`(l.unit = any(array(${under(unit)})) or l.charge = any(array(${under(unit)})))`);
  for (const word of wordsOf(filter.q)) parts.push(sql<SqlBool>`strpos(l.words, ${word}) > 0`);
  return parts;
}

/** A unit by itself as well: events name units that the organisation does not know. */
const under = (unit: string): RawBuilder<unknown> =>
  sql`select descendant from org_unit_tree where ancestor = ${unit} union select ${unit}::text`;

/** The words of a search, in lower case. */
export const wordsOf = (q = ""): readonly string[] =>
  q
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== "")
    .slice(0, mostWords);
