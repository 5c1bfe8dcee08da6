import type { ShadowBatch, Shadows } from "../models/shadow/index.ts";
import type { CaseKeeper } from "../cases/index.ts";
import { type DeadlineKeeper, findDeadlineFindings, isWithdrawal } from "../deadlines/index.ts";
import type { DecisionKeeper } from "../decisions/index.ts";
import {
  type AnswerOptions,
  type AskedFeatures,
  type Definitions,
  FeatureBatch,
  type FollowedScore,
  type LinkAnswers,
  type LinkLookup,
  type Mirror,
  readEvent,
  type StoredDefinition,
  windowReader,
  type WindowsPlace,
  writeMembers,
} from "../features/index.ts";
import type { RatedEvent, ScoreKeeper } from "../evaluate/index.ts";
import type { LinkKeeper } from "../links/index.ts";
import type { ActiveBundle, Bundles } from "../rules/index.ts";
import type { Store, Transaction } from "../store/index.ts";
import type { LineKeeper } from "../triage/index.ts";
import type { TypeRegistry } from "../types/index.ts";
import { type ScoredEvent, updateAlerts } from "./alerts.ts";
import { findNotices, type SupervisionLimits, withNotice } from "./notices/index.ts";
import { type RecordKey, Records } from "./records.ts";
import { saveResults } from "./save-results.ts";
import { judgedEvent, withRelated } from "./related.ts";
import { judgeEvent, type LogEvent, prepareEvent, type PreparedEvent } from "./score-event.ts";
import * as sql from "./statements.ts";

/** What scoring works with. */
export interface ScoringOptions {
  readonly store: Store;
  readonly bundles: Bundles;
  readonly types: TypeRegistry;
  readonly clock: () => number;
  readonly coolDownMs: number;
  /** Versions in shadow; they see what is scored and change nothing of it (ML-1). */
  readonly shadows: Shadows;
  /** In which a tally's day is a day. */
  readonly timeZone: string;
  /** How much of the people of the centre is too much within an hour. */
  readonly limits: SupervisionLimits;
  readonly decisions: DecisionKeeper;
  readonly links: LinkKeeper;
  /** Whose members are kept (FE-1). */
  readonly definitions: Definitions;
  /** What pre-checks have of windows in memory; it follows what is scored. */
  readonly mirror: Mirror;
  /** Answers rules' questions about links, as they are known before a batch. */
  readonly linkLookup: LinkLookup;
  readonly deadlines: DeadlineKeeper;
  /** Scores of events and of whom they name (AL-1). */
  readonly scores: ScoreKeeper;
  /** Puts alerts into cases (CA-1). */
  readonly cases: CaseKeeper;
  /** What the inbox shows of alerts (UI-1). */
  readonly lines: LineKeeper;
  /** A batch was scored: there may be events that it left to be logged. */
  readonly onScored: () => void;
}

/** Bounds of one transaction: the embedded database serves nobody else meanwhile. */
const batchEvents = 100;
const batchBytes = 4 * 1024 * 1024;

/** What one call did. */
export interface BatchOutcome {
  readonly scored: number;
  /** True when another process holds the place in the log. */
  readonly busy: boolean;
}

/**
 * Scores the next events of the log: results, findings, records, alerts and the new position in one transaction, so
 * that a crash repeats all or nothing (AL-4). `limit` narrows the batch, down to one event.
 */
export async function scoreBatch(
  options: ScoringOptions,
  limit: number = batchEvents,
): Promise<BatchOutcome> {
  const ahead = await lookAhead(options, limit);
  if (ahead === undefined) return { scored: 0, busy: false };
  const { bundles } = ahead;
  const shadow = await options.shadows.prepare(bundles);
  // Before the transaction, which may hold the only connection.
  const judged = [...bundles.values()].map((active) => active?.evaluator.bundle);
  const links = await options.linkLookup([...judged, ...(shadow?.bundles ?? [])]);
  const round: Round = { ...ahead, shadow, links, limit };
  let followed: FollowedScore | undefined;
  let outcome: "committed" | "undone" = "undone";
  try {
    const done = await options.store.transaction(async (transaction) => {
      const [place] = await transaction.run<WindowsPlace>(sql.takePosition, []);
      if (place === undefined) return { scored: 0, busy: true };
      followed = options.mirror.follow(transaction, place);
      return await scoreNext(transaction, options, round, place.position, followed);
    });
    outcome = "committed";
    return done;
  } finally {
    // What is in memory follows the database, not the other way round.
    followed?.ended(outcome);
  }
}

/** What was looked up before the transaction. */
interface Round extends Ahead {
  readonly shadow: ShadowBatch | undefined;
  readonly links: LinkAnswers | undefined;
  readonly limit: number;
}

async function scoreNext(
  transaction: Transaction,
  options: ScoringOptions,
  { bundles, last: until, shadow, links, limit }: Round,
  position: number,
  followed: FollowedScore,
): Promise<BatchOutcome> {
  const next = upToWithdrawal(
    await transaction.run<NextEntry>(sql.nextEvents, [position, limit, batchBytes, until]),
  );
  const events = next.filter(isEvent);
  const last = next.at(-1);
  if (last === undefined) return { scored: 0, busy: false };
  const now = new Date(options.clock());
  const definitions = await keepMembers(transaction, options, events);
  followed.wrote();
  const read = windowReader(options.mirror, definitions, followed);
  const scored = await scoreEvents(
    transaction,
    { ...options, answers: { links, read } },
    events,
    bundles,
    shadow,
  );
  const rated = await options.scores.rate(transaction, scored, position);
  await saveResults(transaction, rated, bundles, now);
  await shadow?.save(transaction);
  await options.scores.keep(transaction, rated);
  const touched = await updateAlerts(transaction, scored, { ...options, bundles }, now);
  await options.lines.keep(transaction, touched, rated, bundles, now);
  await options.decisions.keep(transaction, events, bundles, now);
  await options.links.keep(transaction, events, now);
  await options.deadlines.keep(transaction, scored, bundles, now);
  followed.willReach(last.position);
  await transaction.run(sql.savePosition, [last.position]);
  return { scored: next.length, busy: false };
}

/** An entry of the log; without an event when its payload was refused or repeats another. */
type NextEntry = LogEvent | { readonly position: number; readonly source: null };

const isEvent = (entry: NextEntry): entry is LogEvent => entry.source !== null;

/** A withdrawal begins a batch: the alert that it takes back is stored by then. */
function upToWithdrawal(entries: readonly NextEntry[]): readonly NextEntry[] {
  const end = entries.findIndex((entry, index) => index > 0 && isEvent(entry) && isWithdrawal(entry));
  return end === -1 ? entries : entries.slice(0, end);
}

// One look-up per entry: a join would be planned as a scan of all events while the tables have no statistics.
const sourcesAhead = {
  name: "score-sources",
  text: `select (select source from event where key = l.event) as source, max(position) as last from (
      select position, event from log where position > (select position from score_position where name = 'score')
      order by position limit $1
    ) l group by 1`,
};

/** What comes next, looked up before the transaction, which may hold the only connection. */
interface Ahead {
  /** In force at the sources of what comes next. */
  readonly bundles: ReadonlyMap<string, ActiveBundle | undefined>;
  /** How far that goes. Whatever comes behind it may come after a release, and is judged by what that put in force. */
  readonly last: number;
}

async function lookAhead(
  { store, bundles, types }: ScoringOptions,
  limit: number,
): Promise<Ahead | undefined> {
  const rows = await store.run<{ source: string | null; last: number }>(sourcesAhead, [limit]);
  if (rows.length === 0) return undefined;
  const found = new Map<string, ActiveBundle | undefined>();
  for (const { source } of rows) {
    if (source === null) continue;
    await types.prepare(source, []);
    found.set(source, await bundles.current(source));
  }
  return { bundles: found, last: Math.max(...rows.map(({ last }) => last)) };
}

/** Before anything is judged: what windows count is then a question of positions alone. */
async function keepMembers(
  transaction: Transaction,
  { definitions }: ScoringOptions,
  events: readonly LogEvent[],
): Promise<readonly StoredDefinition[]> {
  const known = await definitions.list(transaction);
  const types = new Set(known.flatMap((one) => [...one.types]));
  const asked = events.filter(({ type, body }) => types.has(type) || body.includes('"corrects"'));
  if (asked.length === 0) return known;
  const read = asked.flatMap((event) => readEvent(event) ?? []);
  await writeMembers(transaction, known, read);
  return known;
}

interface ToJudge {
  readonly prepared: PreparedEvent;
  readonly asked: AskedFeatures | undefined;
}

async function scoreEvents(
  transaction: Transaction,
  options: ScoringOptions & { readonly answers: AnswerOptions },
  events: readonly LogEvent[],
  bundles: ReadonlyMap<string, ActiveBundle | undefined>,
  shadow: ShadowBatch | undefined,
): Promise<readonly ScoredEvent[]> {
  const notices = new Map([
    ...(await findNotices(transaction, events, options)),
    ...(await findDeadlineFindings(transaction, events, bundles)),
  ]);
  const features = new FeatureBatch();
  const prepared = await prepareEvents(transaction, options, events, bundles);
  const toJudge = prepared.map((one): ToJudge => {
    const bundle = bundles.get(one.event.source);
    const judged = judgedEvent(one);
    shadow?.ask(one, judged, features);
    const asked = bundle && judged && features.ask(bundle.evaluator, judged);
    return { prepared: one, asked };
  });
  await features.answer(transaction, options.answers);
  const scored = toJudge.map(({ prepared: one, asked }): ScoredEvent & { asked: ToJudge["asked"] } => {
    const { event } = one;
    const score = judgeEvent(one, bundles.get(event.source), features.values(asked));
    shadow?.judge(one, score, features);
    const notice = notices.get(event.position);
    return { event, score: notice === undefined ? score : withNotice(score, notice), asked };
  });
  return await withRelated(transaction, scored);
}

/** Reads the events and merges them into the records of their processes, one after the other. */
async function prepareEvents(
  transaction: Transaction,
  { types }: ScoringOptions,
  events: readonly LogEvent[],
  bundles: ReadonlyMap<string, ActiveBundle | undefined>,
): Promise<readonly PreparedEvent[]> {
  const keyOf = ({ source, type, subject }: LogEvent): RecordKey | undefined => {
    const kind = types.find(source, type)?.definition.record ?? null;
    return kind === null || subject === null ? undefined : { source, kind, subject };
  };
  const keys = events.map(keyOf);
  const records = await Records.load(
    transaction,
    keys.filter((key) => key !== undefined),
  );
  const prepared = events.map((event, index): PreparedEvent => {
    const key = keys[index];
    const before = key === undefined ? null : records.get(key);
    const one = prepareEvent(event, bundles.get(event.source), before);
    if (key !== undefined && one.failure === undefined) records.set(key, one.record, event);
    return one;
  });
  await records.save(transaction);
  return prepared;
}

/** Records an event that makes the database itself refuse its results, so that those behind it are scored. */
export async function skipEvent({ store, clock }: ScoringOptions, failure: string): Promise<void> {
  await store.transaction(async (transaction) => {
    const [place] = await transaction.run<{ position: number }>(sql.takePosition, []);
    if (place === undefined) return;
    const [event] = await transaction.run<NextEntry>(sql.nextEvents, [
      place.position,
      1,
      0,
      Number.MAX_SAFE_INTEGER,
    ]);
    if (event === undefined || !isEvent(event)) return;
    const score = { findings: [], record: null, failure: failure.slice(0, 500) };
    const rated: RatedEvent = { event, score, rating: { score: 0, shares: new Map() }, calibration: 0 };
    await saveResults(transaction, [rated], new Map(), new Date(clock()));
    await transaction.run(sql.savePosition, [event.position]);
  });
}
