import type { Bundle } from "@probity/contracts";
import { windowDefinitions, type WindowUse } from "@probity/engine/features";
import { array, column } from "../log/index.ts";
import type { Statement, Store } from "../store/index.ts";
import { definitionHash, everySource, type Run } from "./definitions.ts";

/** A definition that some rule needs. */
export interface WantedWindow {
  readonly hash: string;
  readonly scope: string;
  readonly text: string;
  /** Windows of rules that share it. */
  readonly uses: readonly WindowUse[];
}

/** How far a wanted definition is. */
export interface WindowProgress {
  readonly id: number;
  readonly hash: string;
  readonly scope: string;
  /** Entries of the log that the fill still has to look at. */
  readonly left: number;
}

/** The definitions that the windows of a bundle share, each once. */
export function wantedOf(bundle: Bundle): readonly WantedWindow[] {
  return [...windowDefinitions(bundle)].map(([text, { definition, uses }]) => ({
    hash: definitionHash(text),
    scope: definition.members.from === "all" ? everySource : bundle.source,
    text,
    uses,
  }));
}

/** Waits for the batch under way: from the next one on, the scorer makes the members. */
const takePlace: Statement = {
  name: "windows-take-place",
  text: "select position from score_position where name = 'score' for update",
};

const insert: Statement = {
  name: "windows-register",
  text: `insert into window_definition (hash, scope, definition, from_position, filled_to, created_at, last_used_at)
    select t.hash, t.scope, t.definition, $4::bigint, 0, $5::timestamptz, $5::timestamptz
    from unnest(${array(1, "text")}, ${array(2, "text")}, ${array(3, "text")}) as t(hash, scope, definition)
    on conflict (hash, scope) do nothing`,
};

const progress: Statement = {
  name: "windows-progress",
  text: `select d.id, d.hash, d.scope, greatest(d.from_position - d.filled_to, 0) as left
    from unnest(${array(1, "text")}, ${array(2, "text")}) as t(hash, scope)
    join window_definition d on d.hash = t.hash and d.scope = t.scope and d.state = 'live' order by d.id`,
};

const touch: Statement = {
  name: "windows-touch",
  text: `update window_definition d set last_used_at = $3::timestamptz
    from unnest(${array(1, "text")}, ${array(2, "text")}) as t(hash, scope)
    where d.hash = t.hash and d.scope = t.scope and d.last_used_at < $3::timestamptz`,
};

const names = (wanted: readonly WantedWindow[]): readonly string[] => [
  column(wanted, ({ hash }) => hash),
  column(wanted, ({ scope }) => scope),
];

/** How far these definitions are; those that nobody registered are left out. */
export async function progressOf(
  run: Run,
  wanted: readonly WantedWindow[],
): Promise<readonly WindowProgress[]> {
  return wanted.length === 0 ? [] : await run.run<WindowProgress>(progress, names(wanted));
}

/** Has members kept of these definitions from now on, and notes that they are needed. */
export async function registerWindows(
  store: Store,
  wanted: readonly WantedWindow[],
  now: Date,
): Promise<readonly WindowProgress[]> {
  const known = await progressOf(store, wanted);
  const isKnown = (one: WantedWindow): boolean =>
    known.some(({ hash, scope }) => hash === one.hash && scope === one.scope);
  const fresh = wanted.filter((one) => !isKnown(one));
  await touchWindows(store, wanted, now);
  if (fresh.length === 0) return known;
  await store.transaction(async (transaction) => {
    const [place] = await transaction.run<{ position: number }>(takePlace, []);
    if (place === undefined) throw new Error("the scorer has no place in the log");
    const texts = column(fresh, ({ text }) => text);
    await transaction.run(insert, [...names(fresh), texts, place.position, now.toISOString()]);
  });
  return await progressOf(store, wanted);
}

/** Notes that these definitions are needed. */
export async function touchWindows(run: Run, wanted: readonly WantedWindow[], now: Date): Promise<void> {
  if (wanted.length > 0) await run.run(touch, [...names(wanted), now.toISOString()]);
}
