import { type EventType, type Model, ProbityError } from "@probity/contracts";
import { re2 } from "@probity/engine/re2";
import { loadModelFolder, type ModelFolder, runCases } from "@probity/models";
import type { FastifyBaseLogger } from "fastify";
import { hasTwoPeople } from "../people/index.ts";
import type { Store } from "../store/index.ts";
import { watchModels } from "../watch-folder.ts";

/** Model folders under development: what lies in them is in force, whatever the database says. */
export interface DevModels {
  /** As they were when they were last valid. */
  list(): readonly Model[];
  /** Says that they are in force, and follows their changes from then on. */
  follow(options: FollowOptions): void;
  close(): void;
}

/** What following the changes of model folders needs. */
export interface FollowOptions {
  readonly log: Log;
  /** All event types that the server knows now. */
  readonly types: () => readonly EventType[];
  /** The models changed. */
  readonly onChange: () => Promise<void>;
}

type Log = Pick<FastifyBaseLogger, "error" | "warn" | "info">;

/**
 * Loads model folders: for whoever writes rules beside a running application. There is no draft, no review and no version to
 * raise, so it is refused with `PROBITY_E_CONFIG` once two people are registered; where the second one comes while the
 * server runs, no change is taken over any more. Throws `PROBITY_E_MODEL` when a folder is not valid now; one that is not
 * valid later changes nothing and is told.
 */
export async function openDevModels(store: Store, folders: readonly string[]): Promise<DevModels> {
  if (folders.length > 0) await requireNoTwoPeople(store);
  let loaded = folders.map((folder) => loadModelFolder(folder));
  let close: (() => void) | undefined;
  let running: Promise<void> = Promise.resolve();
  const reload = async (options: FollowOptions): Promise<void> => {
    const { log, onChange } = options;
    const before = loaded;
    try {
      await requireNoTwoPeople(store);
      loaded = folders.map((folder) => loadModelFolder(folder));
      await onChange();
      tell(options, loaded);
    } catch (error) {
      loaded = before;
      if (!(error instanceof ProbityError)) throw error;
      log.error({ code: error.code, errors: error.errors }, `the models stay as they were: ${error.message}`);
    }
  };
  return {
    list: () => loaded.map(({ model }) => model),
    close: () => close?.(),
    follow: (options) => {
      if (folders.length === 0) return;
      tell(options, loaded);
      close = watchModels(folders, () => {
        running = running
          .then(() => reload(options))
          .catch((err: unknown) => options.log.error({ err }, "the changed models could not be released"));
      });
    },
  };
}

/** Models under development in place of those of the same id. */
export function overlay(models: readonly Model[], dev: readonly Model[]): readonly Model[] {
  if (dev.length === 0) return models;
  const ids = new Set(dev.map(({ id }) => id));
  return [...models.filter(({ id }) => !ids.has(id)), ...dev].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

async function requireNoTwoPeople(store: Store): Promise<void> {
  if (await hasTwoPeople(store))
    throw new ProbityError(
      "PROBITY_E_CONFIG",
      "PROBITY_DEV_MODELS: two people are registered, so models are released by them",
    );
}

/** By the types of the server: the models were released with them, so their cases can be run. */
function tell({ log, types }: Pick<FollowOptions, "log" | "types">, folders: readonly ModelFolder[]): void {
  const models = folders.map(({ model: { id, version } }) => `${id}@${version}`);
  log.warn({ models }, "models under development are in force, without review");
  const known = types();
  const results = folders.flatMap((folder) => runCases(folder, known, { regex: re2 }));
  const failed = results.filter(({ ok }) => !ok).map(({ rule, name }) => `${rule}: ${name}`);
  if (failed.length > 0) log.warn({ failed }, `${failed.length} of ${results.length} cases fail`);
}
