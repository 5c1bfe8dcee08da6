import { readEvent } from "../features/index.ts";
import { array, column } from "../log/index.ts";
import { isPlain } from "../plain-text.ts";
import type { RatedEvent } from "../evaluate/index.ts";
import type { ActiveBundle } from "../rules/index.ts";
import type { AlertDraft } from "../score/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import type { TypeRegistry } from "../types/index.ts";
import { type LineFacts, lineFacts } from "./line-facts.ts";

/** Later events of an alert take the place of what earlier ones said, and take nothing back. */
const save: Statement = {
  name: "triage-save-lines",
  text: `insert into alert_line as l (alert, position, opened_at, last_at, source, rule, model, class, level, risk, unit, person, party,
      amount, currency, words)
    select t.id, t.position, $16::timestamptz, t.last_at, t.source, t.rule, t.model, t.class, t.level, t.risk, t.unit, t.person, t.party,
      t.amount, t.currency, t.words
    from unnest(${array(1, "text")}, ${array(2, "bigint")}, ${array(3, "timestamptz")}, ${array(4, "text")}, ${array(5, "text")},
      ${array(6, "text")}, ${array(7, "text")}, ${array(8, "smallint")}, ${array(9, "smallint")}, ${array(10, "text")},
      ${array(11, "text")}, ${array(12, "text")}, ${array(13, "bigint")}, ${array(14, "text")}, ${array(15, "text")})
      as t(id, position, last_at, source, rule, model, class, level, risk, unit, person, party, amount, currency, words)
    order by t.id
    on conflict (alert) do update set last_at = excluded.last_at, model = coalesce(excluded.model, l.model), class = excluded.class,
      level = least(l.level, excluded.level), risk = greatest(l.risk, excluded.risk), unit = coalesce(excluded.unit, l.unit),
      person = coalesce(excluded.person, l.person), party = coalesce(excluded.party, l.party),
      amount = case when excluded.currency is null then l.amount else excluded.amount end,
      currency = coalesce(excluded.currency, l.currency), words = excluded.words`,
};

const follow: Statement = { name: "triage-follow-lines", text: "select follow_alert_lines($1::text[])" };

type Bundles = ReadonlyMap<string, ActiveBundle | undefined>;

/** Writes the lines of alerts, in the transaction of the scorer. */
export interface LineKeeper {
  /** `touched`: the alerts that a batch opened or added to. To be called after their cases: whoever changes a case holds it before its lines. */
  keep(
    transaction: Pick<Transaction, "run">,
    touched: readonly AlertDraft[],
    rated: readonly RatedEvent[],
    bundles: Bundles,
    now: Date,
  ): Promise<void>;
}

/** What {@link createLineKeeper} works with. */
interface LineOptions {
  readonly types: Pick<TypeRegistry, "find">;
}

/** Makes the keeper of the lines of the inbox (UI-1). */
export const createLineKeeper = ({ types }: LineOptions): LineKeeper => ({
  keep: async (transaction, touched, rated, bundles, now) => {
    if (touched.length > 0) await keepLines(transaction, touched, rated, { types, bundles }, now);
  },
});

async function keepLines(
  transaction: Pick<Transaction, "run">,
  touched: readonly AlertDraft[],
  rated: readonly RatedEvent[],
  { types, bundles }: LineOptions & { readonly bundles: Bundles },
  now: Date,
): Promise<void> {
  const events = new Map(rated.map((one) => [one.event.position, one]));
  const lines = touched.map((alert) => {
    const hits = alert.findings.flatMap(({ position }) => events.get(position) ?? []);
    const newest = hits.at(-1);
    const facts = newest === undefined ? {} : factsOf(newest, { types, bundles });
    return {
      alert,
      facts,
      risk: Math.max(0, ...hits.map(({ rating }) => rating.score)),
      model: modelOf(bundles.get(alert.source), alert.rule),
      words: wordsOf(alert, newest, facts),
    };
  });
  await transaction.run(save, [
    column(lines, ({ alert }) => alert.id),
    column(lines, ({ alert }) => alert.firstPosition),
    column(lines, ({ alert }) => new Date(alert.lastAt).toISOString()),
    column(lines, ({ alert }) => alert.source),
    column(lines, ({ alert }) => alert.rule),
    column(lines, ({ model }) => model),
    column(lines, ({ alert }) => alert.class),
    column(lines, ({ alert }) => alert.level),
    column(lines, ({ risk }) => risk),
    column(lines, ({ facts }) => plain(facts.unit)),
    column(lines, ({ facts }) => plain(facts.person)),
    column(lines, ({ facts }) => plain(facts.party)),
    column(lines, ({ facts }) => facts.amount?.minor),
    column(lines, ({ facts }) => facts.amount?.currency),
    column(lines, ({ words }) => words),
    now.toISOString(),
  ]);
  await transaction.run(follow, [touched.map(({ id }) => id)]);
}

function factsOf(
  { event }: RatedEvent,
  { types, bundles }: LineOptions & { readonly bundles: Bundles },
): LineFacts {
  const read = readEvent(event);
  if (read === undefined) return {};
  const shapes = bundles.get(event.source)?.evaluator.bundle.types;
  const money = shapes?.[event.type]?.shape.money ?? [];
  return lineFacts(types.find(event.source, event.type)?.definition, money, read.data);
}

const modelsByBundle = new WeakMap<object, ReadonlyMap<string, string>>();

/** The model of a rule; undefined for a notice of the server. */
function modelOf(active: ActiveBundle | undefined, rule: string): string | undefined {
  if (active === undefined) return undefined;
  const { bundle } = active.evaluator;
  const known = modelsByBundle.get(bundle) ?? new Map(bundle.rules.map(({ id, model }) => [id, model]));
  modelsByBundle.set(bundle, known);
  return known.get(rule);
}

/** What is no text that can be shown or asked for is left out. */
const plain = (text: string | undefined): string | undefined =>
  text !== undefined && text !== "" && isPlain(text) ? text : undefined;

/** By what an alert is searched: what it is called, and the ids and names that people have at hand. */
function wordsOf(
  alert: AlertDraft,
  newest: RatedEvent | undefined,
  { person, party, unit }: LineFacts,
): string {
  const { id, subject, name } = alert;
  return [id, subject, name["zh-CN"], name.en, newest?.event.id, person, party, unit]
    .flatMap((text) => plain(text) ?? [])
    .join(" ")
    .slice(0, 1_000)
    .toLowerCase();
}
