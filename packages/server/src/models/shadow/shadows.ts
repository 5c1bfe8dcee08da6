import type { Model } from "@probity/contracts";
import type { Evaluator } from "@probity/engine";
import type { ActiveBundle, Bundles } from "../../rules/index.ts";
import type { Windows } from "../../features/index.ts";
import { isUnavailable, type Store } from "../../store/index.ts";
import { ShadowBatch, type ShadowAt } from "./shadow-batch.ts";
import * as sql from "./statements.ts";

/** Lets versions in shadow see what the scorer sees. */
export interface Shadows {
  /** Before a batch of events of these sources is scored with these bundles; undefined when nothing is in shadow. */
  prepare(bundles: ReadonlyMap<string, ActiveBundle | undefined>): Promise<ShadowBatch | undefined>;
}

/** What {@link createShadows} works with. */
export interface ShadowOptions {
  readonly store: Store;
  readonly bundles: Pick<Bundles, "trial">;
  readonly windows: Pick<Windows, "prepare">;
  /** A version that fails in shadow; it harms nobody. */
  readonly onError: (error: unknown) => void;
}

interface ShadowRow {
  readonly id: string;
  readonly version: string;
  readonly digest: string;
  readonly shadow_from: number | null;
}

/** Windows of a version in shadow are filled at once when at most so many entries of the log are before them. */
const inlineEntries = 5_000;

/** Evaluators kept in memory. */
const cacheLimit = 200;

/** Asks the database before each batch, so that every event behind the moment at which a shadow began is judged. */
export function createShadows({ store, bundles, windows, onError }: ShadowOptions): Shadows {
  const texts = new Map<string, Model>();
  const evaluators = new Map<string, Evaluator | undefined>();

  const textOf = async ({ id, version, digest }: ShadowRow): Promise<Model | undefined> => {
    const known = texts.get(digest);
    if (known !== undefined) return known;
    const [row] = await store.run<{ body: string }>(sql.readText, [id, version, digest]);
    if (row === undefined) return undefined;
    // Validated when it was drafted.
    const model = JSON.parse(row.body) as Model;
    keep(texts, digest, model);
    return model;
  };
  const evaluatorOf = async (
    source: string,
    bundle: ActiveBundle | undefined,
    model: Model,
    digest: string,
  ) => {
    const key = `${source}\n${bundle?.hash ?? ""}\n${digest}`;
    if (evaluators.has(key)) return evaluators.get(key);
    const evaluator = await bundles.trial(source, [model]).catch((error: unknown) => {
      if (isUnavailable(error)) throw error;
      onError(error);
      return undefined;
    });
    // Scoring waits for it; what takes longer is filled behind its back, and has no values until then.
    if (evaluator !== undefined && bundle !== undefined)
      await windows.prepare(evaluator.bundle, inlineEntries);
    keep(evaluators, key, evaluator);
    return evaluator;
  };

  return {
    prepare: async (active) => {
      const rows = await store.run<ShadowRow>(sql.findShadows, []);
      if (rows.length === 0) return undefined;
      const found = new Map<string, ShadowAt[]>();
      for (const row of rows) {
        // oxlint-disable-next-line no-await-in-loop -- mostly in memory
        const model = await textOf(row);
        if (model === undefined) continue;
        const { id, digest, shadow_from } = row;
        for (const [source, bundle] of active) {
          // oxlint-disable-next-line no-await-in-loop -- mostly in memory
          const evaluator = await evaluatorOf(source, bundle, model, digest);
          const list = found.get(source) ?? [];
          list.push({ id, digest, from: shadow_from ?? 0, model, evaluator });
          found.set(source, list);
        }
      }
      return new ShadowBatch(found, onError);
    },
  };
}

function keep<Value>(cache: Map<string, Value>, key: string, value: Value): void {
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(key, value);
}
