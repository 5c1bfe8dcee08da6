import type { Model } from "@probity/contracts";
import type { Windows } from "../features/index.ts";
import type { Bundles } from "../rules/index.ts";
import type { Store } from "../store/index.ts";
import { isUnavailable } from "../store/index.ts";
import { sourcesOf } from "./release.ts";

/** What {@link keepNeededWindows} works with. */
export interface KeepWindowsOptions {
  readonly store: Store;
  readonly bundles: Pick<Bundles, "current" | "trial">;
  readonly windows: Pick<Windows, "touch" | "dropUnused">;
}

/** Notes which windows are needed, by bundles in force and by versions on their way, and drops those that nobody needs. */
export async function keepNeededWindows({ store, bundles, windows }: KeepWindowsOptions): Promise<void> {
  const models = await modelsOnTheirWay(store);
  for (const source of await sourcesOf(store)) {
    // oxlint-disable-next-line no-await-in-loop -- mostly in memory
    const active = await bundles.current(source);
    // oxlint-disable-next-line no-await-in-loop
    if (active !== undefined) await windows.touch(active.evaluator.bundle);
    for (const model of models) {
      // A version that does not fit a source needs nothing there.
      // oxlint-disable-next-line no-await-in-loop
      const trial = await bundles.trial(source, [model]).catch((error: unknown) => {
        if (isUnavailable(error)) throw error;
        return undefined;
      });
      // oxlint-disable-next-line no-await-in-loop
      if (trial !== undefined) await windows.touch(trial.bundle);
    }
  }
  await windows.dropUnused();
}

/** Versions that are not in force yet and have rules with features. */
async function modelsOnTheirWay({ db }: Store): Promise<readonly Model[]> {
  const rows = await db
    .selectFrom("model_version")
    .select("body")
    .where("state", "in", ["draft", "shadow", "review"])
    .execute();
  return rows
    .map(({ body }) => {
      // Validated when it was drafted.
      return JSON.parse(body) as Model;
    })
    .filter(({ rules }) => rules.some(({ features }) => features !== undefined));
}
