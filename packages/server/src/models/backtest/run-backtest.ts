import { type Bundle, type EventType, type Json, type Model, ProbityError } from "@probity/contracts";
import type { Evaluator } from "@probity/engine";
import type { WorkCalendar } from "@probity/engine/calendar";
import { personsMay } from "../../access/index.ts";
import { deadlinesOf } from "../../deadlines/index.ts";
import { judgedHits } from "../../evaluate/index.ts";
import type { RunningJob } from "../../jobs/index.ts";
import type { LinkLookup, Windows } from "../../features/index.ts";
import type { Bundles } from "../../rules/index.ts";
import { sha256Hex } from "../../sha256.ts";
import type { Store } from "../../store/index.ts";
import type { TypeRegistry } from "../../types/index.ts";
import { activeOf, type ModelVersion, nameOf, pick, versionsOf } from "../versions.ts";
import { neededWindows } from "../needed-windows.ts";
import { judgePiece, Replay } from "./replay.ts";
import type { BacktestResult } from "./result.ts";
import { Tally, type TallyJson } from "./tally.ts";
import { type Cursor, type Piece, walkSource } from "./walk.ts";

/** What a backtest is asked to do; fixed when it is queued. */
export interface BacktestInput {
  readonly id: string;
  readonly version: string;
  /** Of the text; another one fails the job. */
  readonly digest: string;
  readonly sources: readonly string[];
  /** RFC 3339; null: no bound. */
  readonly from: string | null;
  readonly to: string | null;
  /** The last position of the log when it was queued. */
  readonly through: number;
}

/** What {@link runBacktest} works with. */
export interface BacktestOptions {
  readonly store: Store;
  readonly bundles: Pick<Bundles, "trial">;
  readonly types: TypeRegistry;
  readonly coolDownMs: number;
  readonly windows: Pick<Windows, "fillNow" | "plan">;
  /** Answers rules' questions about links, as they are known when a source is begun. */
  readonly linkLookup: LinkLookup;
  /** By which working days are counted, as it is when a source is begun. */
  readonly calendar: () => Promise<WorkCalendar>;
  readonly clock: () => number;
}

interface Checkpoint {
  /** What decides the result; another one makes the counts so far worthless. */
  readonly against: string | null;
  readonly rules: string;
  readonly source: number;
  readonly cursor: Cursor | undefined;
  readonly done: number;
  readonly tally: TallyJson;
}

/**
 * Replays stored events with a version and the one in force, both with the bindings and parameters of now, through the
 * scorer's own code and records (ML-2, FE-2). Goes on from the job's checkpoint where nothing changed that decides the
 * result, else begins anew. Throws `PROBITY_E_MODEL_STATE` when the text was replaced.
 */
export async function runBacktest(
  options: BacktestOptions,
  job: RunningJob,
  input: BacktestInput,
): Promise<BacktestResult> {
  const { store } = options;
  const versions = await versionsOf(store, input.id);
  const candidate = pick(versions, input);
  if (candidate.digest !== input.digest)
    throw new ProbityError("PROBITY_E_MODEL_STATE", `${nameOf(input)} has another text by now`);
  const against = activeOf(versions);
  // Another server may have registered types since.
  await options.types.reload();
  job.setTotal(await countEntries(store, input));
  const run = new Run(options, job, input, { candidate: candidate.model, inForce: against?.model });
  const tally = await run.through(against?.digest ?? null);
  const { id, version, digest, from, to, through } = input;
  const head = { model: { id, version, digest }, against: againstOf(against), windows: run.windows };
  const reviewers = await personsMay(store, "case.verify", new Date(options.clock()));
  return tally.result(head, { from, to, through }, reviewers);
}

const againstOf = (version: ModelVersion | undefined): BacktestResult["against"] =>
  version === undefined ? null : { version: version.version, digest: version.digest };

interface Models {
  readonly candidate: Model;
  readonly inForce: Model | undefined;
}

/** Between two checkpoints; more where making one takes long, so that it costs a twentieth of the time at most. */
const markMs = 250;
const markShare = 20;

/** One attempt at a backtest. */
class Run {
  readonly #options: BacktestOptions;
  readonly #job: RunningJob;
  readonly #input: BacktestInput;
  readonly #models: Models;
  #tally = new Tally();
  #windows: BacktestResult["windows"] = [];
  #done = 0;
  #checkpoint: Json = null;
  #nextMark = performance.now() + markMs;

  constructor(options: BacktestOptions, job: RunningJob, input: BacktestInput, models: Models) {
    this.#options = options;
    this.#job = job;
    this.#input = input;
    this.#models = models;
  }

  async through(against: string | null): Promise<Tally> {
    const stored = await this.#stored(against);
    if (stored !== undefined) {
      this.#tally = new Tally(stored.tally);
      this.#done = stored.done;
      this.#checkpoint = this.#job.checkpoint;
    }
    await this.#fill();
    const { sources } = this.#input;
    for (let index = stored?.source ?? 0; index < sources.length; index++) {
      const after = index === stored?.source ? stored.cursor : undefined;
      // oxlint-disable-next-line no-await-in-loop -- one source after the other
      await this.#source(index, after, against);
    }
    await this.#breathe();
    return this.#tally;
  }

  /** The checkpoint of an earlier attempt, when it still counts. */
  async #stored(against: string | null): Promise<Checkpoint | undefined> {
    // Written by `#mark`.
    const stored = this.#job.checkpoint as unknown as Checkpoint | null;
    const source = stored === null ? undefined : this.#input.sources[stored.source];
    if (stored === null || source === undefined || stored.against !== against) return undefined;
    const { rules } = await this.#evaluators(source);
    return rules === stored.rules ? stored : undefined;
  }

  async #source(index: number, after: Cursor | undefined, against: string | null): Promise<void> {
    const { store, coolDownMs, linkLookup } = this.#options;
    const { sources, through, from, to } = this.#input;
    const source = sources[index] ?? "";
    const { candidate, inForce, rules } = await this.#evaluators(source);
    const plan = planOf(this.#models, this.#definitions(source));
    const options = {
      ...plan,
      source,
      candidate,
      inForce,
      coolDownMs,
      store,
      featureLinks: await linkLookup([candidate.bundle, inForce?.bundle]),
      calendar: await this.#options.calendar(),
      lastAt: await this.#lastAt(source, [candidate, inForce]),
      from: from === null ? -Infinity : Date.parse(from),
      to: to === null ? Infinity : Date.parse(to),
      monotonic: () => performance.now(),
    };
    this.#tally.know(await judgedHits(store, source, plan.rules));
    const replay = new Replay(options, this.#tally);
    let isFirst = true;
    for await (const piece of walkSource({ store, source, types: plan.types, through, after })) {
      await judgePiece(replay, piece, isFirst, () => this.#breathe());
      isFirst = piece.isLast;
      this.#done += piece.seen;
      this.#mark(piece, { against, rules, source: index });
      await this.#breathe();
    }
  }

  /** What was filled. */
  get windows(): BacktestResult["windows"] {
    return this.#windows;
  }

  /** The windows of the rules are filled before the first event is judged. */
  async #fill(): Promise<void> {
    const { windows } = this.#options;
    const bundles: Bundle[] = [];
    for (const source of this.#input.sources) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { candidate, inForce } = await this.#evaluators(source);
      bundles.push(candidate.bundle, ...(inForce === undefined ? [] : [inForce.bundle]));
    }
    await windows.fillNow(bundles, () => this.#breathe());
    // As they are when the first event is judged: a result does not depend on who filled them.
    const needed = await neededWindows(windows, bundles);
    this.#windows = needed.map(({ scope, usedBy, left }) => ({ scope, usedBy, left }));
  }

  /** Only where a rule has a deadline is it asked. */
  async #lastAt(source: string, evaluators: readonly (Evaluator | undefined)[]): Promise<number> {
    if (evaluators.every((evaluator) => evaluator === undefined || deadlinesOf({ evaluator }) === undefined))
      return -Infinity;
    const row = await this.#options.store.db
      .selectFrom("event")
      .innerJoin("log", "log.event", "event.key")
      .select(({ fn }) => fn.max("event.time").as("time"))
      .where("event.source", "=", source)
      .where("log.position", "<=", this.#input.through)
      .executeTakeFirst();
    return row?.time?.getTime() ?? -Infinity;
  }

  /** The counts are whole at the end of a process only: in the midst of one the mark before it stays. */
  #mark({ cursor }: Piece, where: Pick<Checkpoint, "against" | "rules" | "source">): void {
    const start = performance.now();
    if (cursor === undefined || start < this.#nextMark) return;
    const checkpoint: Checkpoint = { ...where, cursor, done: this.#done, tally: this.#tally.toJSON() };
    // Through text: the counts go on, and what is stored must not.
    this.#checkpoint = JSON.parse(JSON.stringify(checkpoint)) as Json;
    const end = performance.now();
    this.#nextMark = end + Math.max(markMs, (end - start) * markShare);
  }

  async #breathe(): Promise<void> {
    await this.#job.at(this.#done, () => this.#checkpoint);
  }

  async #evaluators(source: string): Promise<{
    readonly candidate: Evaluator;
    readonly inForce: Evaluator | undefined;
    readonly rules: string;
  }> {
    const { bundles } = this.#options;
    const candidate = await bundles.trial(source, [this.#models.candidate]);
    const model = this.#models.inForce;
    const inForce = model === undefined ? undefined : await bundles.trial(source, [model]);
    return { candidate, inForce, rules: rulesHash([candidate, inForce]) };
  }

  #definitions(source: string): readonly EventType[] {
    return this.#options.types.list(source).map(({ definition }) => definition);
  }
}

/** Everything of a bundle but when it was made. */
function rulesHash(evaluators: readonly (Evaluator | undefined)[]): string {
  const parts = evaluators.map((evaluator) => {
    if (evaluator === undefined) return null;
    const { types, records, rules, bindings, paramSets, exceptions, timeZone, defaultCurrency } =
      evaluator.bundle;
    return { types, records, rules, bindings, paramSets, exceptions, timeZone, defaultCurrency };
  });
  return sha256Hex(JSON.stringify(parts));
}

/** Which events of a source are read, and which of them are judged. */
function planOf(
  { candidate, inForce }: Models,
  definitions: readonly EventType[],
): {
  readonly rules: readonly string[];
  readonly points: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  readonly kinds: readonly string[];
  readonly kindOf: (type: string) => string | null;
} {
  const rules = [...candidate.rules, ...(inForce?.rules ?? [])];
  const points = new Set(rules.flatMap(({ at }) => at));
  const kindByType = new Map(definitions.map(({ type, record }) => [type, record]));
  const reading = rules.filter(({ reads }) => reads === "record").flatMap(({ at }) => at);
  const kinds = [...new Set(reading.map((type) => kindByType.get(type) ?? null))].filter(
    (kind) => kind !== null,
  );
  const members = definitions.filter(({ record }) => record !== null && kinds.includes(record));
  const awaited = rules.flatMap(({ deadline }) => deadline?.until.of ?? []);
  const types = new Set([...points, ...awaited, ...members.map(({ type }) => type)]);
  const ids = [...new Set(rules.map(({ id }) => id))];
  return {
    rules: ids,
    points,
    types,
    kinds: [...new Set(kinds)],
    kindOf: (type) => kindByType.get(type) ?? null,
  };
}

/** How many entries the sources have in the log: at least as many as events. */
async function countEntries({ db }: Store, { sources }: BacktestInput): Promise<number> {
  if (sources.length === 0) return 0;
  const row = await db
    .selectFrom("log_stream")
    .select(({ fn }) => fn.sum<string>("last_seq").as("n"))
    .where("source", "in", [...sources])
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}
