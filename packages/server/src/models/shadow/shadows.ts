import type { Model } from "@probity/contracts";
import type { Evaluator } from "@probity/engine";
import type { ActiveBundle, Bundles } from "../../rules/index.ts";
import { isUnavailable, type Store } from "../../store/index.ts";
import type { TypeRegistry } from "../../types/index.ts";
import { ShadowBatch, type ShadowAt, type Stay } from "./shadow-batch.ts";
import * as sql from "./statements.ts";

/** Lets versions in shadow see what the scorer sees. */
export interface Shadows {
  /** Before a batch of events of these sources is scored with these bundles. */
  prepare(bundles: ReadonlyMap<string, ActiveBundle | undefined>): Promise<ShadowBatch>;
}

/** What {@link createShadows} works with. */
export interface ShadowOptions {
  readonly store: Store;
  readonly bundles: Pick<Bundles, "trial">;
  /** Another server may have registered types since; read again before a version is made ready. */
  readonly types: Pick<TypeRegistry, "reload">;
  /** A version that fails in shadow; it harms nobody. */
  readonly onError: (error: unknown) => void;
}

interface ShadowRow {
  readonly id: string;
  readonly version: string;
  readonly digest: string;
  readonly shadow_from: number | null;
}

/** Evaluators kept in memory. */
const cacheLimit = 200;

/** Asks the database before each batch, so that every event behind the moment at which a shadow began is judged. */
export function createShadows({ store, bundles, types, onError }: ShadowOptions): Shadows {
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
  const evaluatorOf = async (source: string, hash: string, model: Model, digest: string) => {
    const key = `${source}\n${hash}\n${digest}`;
    if (evaluators.has(key)) return evaluators.get(key);
    await types.reload();
    const evaluator = await bundles.trial(source, [model]).catch((error: unknown) => {
      if (isUnavailable(error)) throw error;
      onError(error);
      return undefined;
    });
    keep(evaluators, key, evaluator);
    return evaluator;
  };

  return {
    prepare: async (active) => {
      const rows = await store.run<ShadowRow>(sql.findShadows, []);
      const stays: Stay[] = [];
      const found = new Map<string, ShadowAt[]>();
      for (const row of rows) {
        // oxlint-disable-next-line no-await-in-loop -- mostly in memory
        const model = await textOf(row);
        if (model === undefined) continue;
        const { id, digest } = row;
        const from = row.shadow_from ?? 0;
        stays.push({ id, digest, from });
        for (const [source, bundle] of active) {
          // oxlint-disable-next-line no-await-in-loop -- mostly in memory
          const evaluator = await evaluatorOf(source, bundle?.hash ?? "", model, digest);
          const list = found.get(source) ?? [];
          list.push({ id, digest, from, model, evaluator });
          found.set(source, list);
        }
      }
      return new ShadowBatch(stays, found, onError);
    },
  };
}

function keep<Value>(cache: Map<string, Value>, key: string, value: Value): void {
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(key, value);
}
