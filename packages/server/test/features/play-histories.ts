import type { Bundle, JsonObject } from "@probity/contracts";
import { compile, type FeatureValues } from "@probity/engine";
import { memoryFeatures, type MemoryFeatures, type PastEvent } from "@probity/engine/features";
import { re2 } from "@probity/engine/re2";
import {
  createDefinitions,
  createMirror,
  type CellReader,
  type Definitions,
  FeatureBatch,
  type FollowedScore,
  readEvent,
  removeMembers,
  type StoredDefinition,
  windowReader,
  type WindowsPlace,
  writeMembers,
} from "../../src/features/index.ts";
import { beingFilled } from "../../src/features/answer.ts";
import { fillChunk } from "../../src/features/fill.ts";
import { beginRebuild, finishRebuilds } from "../../src/features/rebuild.ts";
import { registerWindows, wantedOf } from "../../src/features/register.ts";
import type { Store } from "../../src/store/index.ts";
import { type Happening, type History, historySources } from "./random-history.ts";
import { windowBundle } from "./window-bundle.ts";

/** What a comparison found. */
export interface Compared {
  readonly values: number;
  /** Windows that memory answered. */
  readonly fromMemory: number;
  readonly differences: readonly string[];
}

interface Logged extends PastEvent {
  readonly position: number;
  readonly source: string;
  readonly subject: string;
  readonly corrects: string | undefined;
  readonly body: string;
  erased: boolean;
}

/** One history while it is played. */
interface Lane {
  readonly history: History;
  readonly name: string;
  readonly log: Logged[];
}

const now = new Date("2026-06-01T00:00:00Z");
const bundles = new Map<string, { readonly bundle: Bundle; readonly memory: MemoryFeatures }>(
  historySources.map((source) => {
    // As a client gets it.
    const bundle = JSON.parse(JSON.stringify(windowBundle(source))) as Bundle;
    return [source, { bundle, memory: memoryFeatures(bundle, { regex: re2 }) }];
  }),
);
const evaluators = new Map(
  [...bundles].map(([source, { bundle }]) => [source, compile(bundle, { regex: re2 })]),
);

/** Plays histories side by side in one log, as the scorer, erasing and the fill do, and compares every value (FE-2). */
export class Player {
  readonly #store: Store;
  #definitions: Definitions = createDefinitions();
  /** Small, so that keys come and go. */
  readonly #mirror = createMirror(2_000);
  #position = 0;
  #values = 0;
  #fromMemory = 0;
  readonly #differences: string[] = [];

  readonly #chunk: number;
  /** Not written yet. */
  readonly #entries: number[] = [];
  readonly #fresh: object[] = [];

  /** `chunk`: entries of the log that a fill takes at a time. */
  constructor(store: Store, chunk: number) {
    this.#store = store;
    this.#chunk = chunk;
  }

  /** Compares when each event is scored, again at the end, and after all members were made again from the log. */
  async play(histories: readonly History[], fillBehind: boolean): Promise<Compared> {
    await this.#clear();
    if (!fillBehind) await this.#register();
    const lanes = histories.map((history, index): Lane => ({ history, name: `h${index}`, log: [] }));
    const rounds = Math.max(0, ...histories.map(({ length }) => length));
    for (let round = 0; round < rounds; round++) {
      const fresh: (readonly [Lane, Logged])[] = [];
      for (const lane of lanes) {
        for (const happening of lane.history[round] ?? []) {
          const logged = await this.#happen(lane, happening);
          if (logged !== undefined) fresh.push([lane, logged]);
        }
      }
      await this.#flush();
      await this.#score(fresh);
      // In the midst of it: half of the log is filled, the rest is scored.
      if (fillBehind && round === Math.floor(rounds / 2)) await this.#register();
    }
    await this.#fill();
    const all = lanes.flatMap((lane) => lane.log.map((logged) => [lane, logged] as const));
    await this.#compare(all, "at the end");
    await this.#rebuild();
    await this.#compare(all, "after a rebuild");
    return { values: this.#values, fromMemory: this.#fromMemory, differences: this.#differences };
  }

  async #clear(): Promise<void> {
    await this.#store.pool.query(
      "truncate event, log, window_definition, window_member, window_hold, event_correction",
    );
    await this.#store.pool.query("update score_position set position = 0 where name = 'score'");
    await this.#store.pool.query("delete from score_position where name = 'windows'");
    this.#mirror.clear();
    this.#definitions = createDefinitions();
    this.#position = 0;
    this.#values = 0;
    this.#fromMemory = 0;
    this.#differences.length = 0;
  }

  async #register(): Promise<void> {
    for (const { bundle } of bundles.values()) await registerWindows(this.#store, wantedOf(bundle), now);
  }

  async #fill(): Promise<void> {
    while ((await fillChunk(this.#store, this.#definitions, this.#chunk)).entries > 0);
  }

  async #rebuild(): Promise<void> {
    const { rows } = await this.#store.pool.query<{ id: number }>(
      "select id from window_definition where state = 'live'",
    );
    for (const { id } of rows) await beginRebuild(this.#store, id, now);
    await this.#fill();
    await finishRebuilds(this.#store, now);
    const rebuilt = await this.#store.pool.query<{ n: number; differences: number }>(
      "select count(*)::int as n, sum(differences)::int as differences from window_definition where state = 'live' and rebuilt_at is not null",
    );
    if (rebuilt.rows[0]?.n !== rows.length || rebuilt.rows[0].differences !== 0)
      this.#differences.push(`rebuild: ${JSON.stringify(rebuilt.rows)} of ${rows.length}`);
  }

  async #happen(lane: Lane, happening: Happening): Promise<Logged | undefined> {
    if (happening.kind === "erase") {
      const gone = lane.log[happening.event];
      if (gone !== undefined && !gone.erased) await this.#erase(gone);
      return undefined;
    }
    if (happening.kind === "again") {
      if (lane.log[happening.event] !== undefined) this.#append();
      return undefined;
    }
    return this.#log(lane, happening);
  }

  #log(lane: Lane, happening: Extract<Happening, { kind: "event" }>): Logged {
    const { name, log } = lane;
    const { source, type, time } = happening;
    const id = `${name}-${log.length}`;
    const corrects = happening.corrects === undefined ? undefined : `${name}-${happening.corrects}`;
    const data = isolated(happening.data, name);
    const subject = `${name}-${happening.subject}`;
    const body = JSON.stringify({ time, data, ...(corrects !== undefined && { corrects }) });
    const position = this.#append();
    this.#fresh.push({ position, source, id, type, subject, time, body });
    const logged: Logged = { position, id, source, type, time, subject, data, corrects, body, erased: false };
    log.push(logged);
    return logged;
  }

  #append(): number {
    this.#position += 1;
    this.#entries.push(this.#position);
    return this.#position;
  }

  /** Writes what came since the last time; an event has its position as its key. */
  async #flush(): Promise<void> {
    const fresh = JSON.stringify(this.#fresh.splice(0));
    await this.#store.pool.query(
      `insert into event (key, source, id, type, subject, time, received_at, incomplete, body)
       select position, source, id, type, subject, time, now(), 0, body
       from json_to_recordset($1::json) as t(position bigint, source text, id text, type text, subject text, time timestamptz, body text)`,
      [fresh],
    );
    await this.#store.pool.query(
      `insert into log (position, stream, seq, header, event)
       select p, 1, p, '', (select key from event where key = p) from unnest($1::bigint[]) p`,
      [this.#entries.splice(0)],
    );
  }

  async #erase(logged: Logged): Promise<void> {
    await this.#flush();
    await this.#store.transaction(async (transaction) => {
      await transaction.run(
        { name: "test-hold", text: "select 1 from score_position where name = 'score' for update" },
        [],
      );
      await removeMembers(transaction, await this.#definitions.list(transaction), logged);
      await transaction.run(
        { name: "test-erase", text: "update event set body = '' where source = $1 and id = $2" },
        [logged.source, logged.id],
      );
    });
    logged.erased = true;
  }

  /** As a batch of the scorer: members first, then the questions, in one transaction. */
  async #score(fresh: readonly (readonly [Lane, Logged])[]): Promise<void> {
    let followed: FollowedScore | undefined;
    await this.#store.transaction(async (transaction) => {
      const [place] = await transaction.run<WindowsPlace>(takePlace, []);
      if (place === undefined) throw new Error("no place");
      followed = this.#mirror.follow(transaction, place);
      const definitions = await this.#definitions.list(transaction);
      const events = fresh.flatMap(
        ([, { body, ...rest }]) => readEvent({ ...rest, body: rest.erased ? "" : body }) ?? [],
      );
      await writeMembers(transaction, definitions, events);
      followed.wrote();
      if (definitions.length > 0)
        await this.#compareOn(transaction, fresh, "when it was scored", { definitions, followed });
      followed.willReach(this.#position);
      await transaction.run(move, [this.#position]);
    });
    followed?.ended("committed");
    await this.#mirror.loadWanted(this.#store);
  }

  /** Twice from memory, so that the second time it has the keys. */
  async #compare(events: readonly (readonly [Lane, Logged])[], when: string): Promise<void> {
    await this.#compareOn(this.#store, events, when);
    const definitions = await this.#definitions.list(this.#store);
    await this.#store.transaction(async (transaction) => {
      const [place] = await transaction.run<WindowsPlace>(takePlace, []);
      if (place === undefined) throw new Error("no place");
      const followed = this.#mirror.follow(transaction, place);
      await this.#compareOn(transaction, events, `${when}, from memory`, { definitions, followed });
      followed.ended("committed");
    });
    await this.#mirror.loadWanted(this.#store);
    const read = windowReader(this.#mirror, definitions);
    await this.#compareOn(this.#store, events, `${when}, from memory again`, { definitions, read });
  }

  async #compareOn(
    run: Pick<Store, "run">,
    events: readonly (readonly [Lane, Logged])[],
    when: string,
    remembered?: Remembered,
  ): Promise<void> {
    const features = new FeatureBatch();
    const asked = events.flatMap(([lane, logged]) => {
      const evaluator = evaluators.get(logged.source);
      if (logged.erased || evaluator === undefined) return [];
      return [{ lane, logged, token: features.ask(evaluator, { ...logged, record: null }) }];
    });
    const read =
      remembered?.followed === undefined
        ? remembered?.read
        : windowReader(this.#mirror, remembered.definitions, remembered.followed);
    await features.answer(run, { read: read && this.#counting(read) });
    for (const { lane, logged, token } of asked) {
      const memory = bundles.get(logged.source)?.memory;
      if (memory === undefined || token === undefined) continue;
      const { type, data, time, subject } = logged;
      const wanted = memory.values({ type, data, time, subject }, pastOf(lane, logged));
      this.#check(features.values(token), wanted, `${logged.id} ${when}`);
    }
  }

  /** Tells how much memory answered: a comparison in which it answers nothing compares nothing. */
  #counting(read: CellReader): CellReader {
    return (kind, cell) => {
      const found = read(kind, cell);
      if (found !== undefined) this.#fromMemory += 1;
      return found;
    };
  }

  #check(
    actual: ReadonlyMap<string, FeatureValues> | undefined,
    wanted: ReadonlyMap<string, FeatureValues>,
    what: string,
  ): void {
    for (const [binding, values] of wanted) {
      for (const [name, value] of Object.entries(values)) {
        this.#values += 1;
        const [is, should] = [encoded(actual?.get(binding)?.[name]), encoded(value)];
        const isFilling = is.includes(beingFilled);
        if (isFilling ? what.endsWith("scored") : is === should) continue;
        this.#differences.push(`${what}, ${name}: ${is} and not ${should}`);
      }
    }
  }
}

/** How values are read from memory. */
interface Remembered {
  readonly definitions: readonly StoredDefinition[];
  readonly followed?: FollowedScore;
  readonly read?: CellReader | undefined;
}

const takePlace = {
  name: "test-place",
  text: `select position, coalesce((select position from score_position where name = 'windows'), 0) as epoch
    from score_position where name = 'score' for update`,
};
const move = {
  name: "test-move",
  text: "update score_position set position = $1 where name = 'score'",
};

const encoded = (value: unknown): string => JSON.stringify(value) ?? "nothing";

/** What counts at the position of an event: all before it that was not erased since and not corrected by then. */
function pastOf({ log }: Lane, { position }: Logged): readonly PastEvent[] {
  const kept = log.filter(({ erased }) => !erased);
  const isCorrected = ({ source, id }: Logged): boolean =>
    kept.some((other) => other.source === source && other.corrects === id && other.position <= position);
  return kept.filter((event) => event.position < position && !isCorrected(event));
}

/** Windows over all sources see every history: each has keys of its own. */
function isolated(data: JsonObject, name: string): JsonObject {
  const own = (value: unknown): string => `${name}-${String(value)}`;
  return {
    ...data,
    ...(data["budget"] !== undefined && { budget: own(data["budget"]) }),
    ...(Array.isArray(data["lines"]) && { lines: data["lines"].map(own) }),
  };
}
