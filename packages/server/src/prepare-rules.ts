import type { FastifyInstance } from "fastify";
import type { Context } from "./context.ts";
import { unlessRaced } from "./log/index.ts";
import { tellDrafts } from "./models/index.ts";
import { type LibraryModel, type StoredModels, storeModels } from "./rules/index.ts";

/** Takes over the built-in models and releases bundles where needed. */
export async function prepareRules(
  context: Context,
  app: Pick<FastifyInstance, "log">,
  models: readonly LibraryModel[],
): Promise<void> {
  const { added, drafted, changed } = await storeLibrary(context, models);
  if (added.length > 0) app.log.info({ models: added }, "new models stored");
  if (drafted.length > 0)
    app.log.info(
      { models: drafted.map(({ id, version }) => `${id}@${version}`) },
      "newer versions of models are drafts: two people put them in force",
    );
  if (changed.length > 0)
    app.log.warn({ models: changed }, "models changed without a new version are not taken over");
  await context.bundles.releaseAll({ atStart: true });
}

/** A log that is closed for a reason (LO-5) takes no drafts; the next start brings them. */
async function storeLibrary(
  { store, clock, log, guard }: Context,
  models: readonly LibraryModel[],
): Promise<StoredModels> {
  const closed = guard.mayLog() !== undefined;
  return await unlessRaced(() =>
    storeModels(
      store,
      models,
      new Date(clock()),
      closed ? undefined : (transaction, drafts) => tellDrafts(log, transaction, drafts),
    ),
  );
}
