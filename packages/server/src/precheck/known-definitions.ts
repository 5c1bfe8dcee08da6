import type { FeaturePlanner } from "@probity/engine/features";
import { type Definitions, everySource, hashOf, type StoredDefinition } from "../features/index.ts";
import type { Store } from "../store/index.ts";

/** The windows that members are kept of, as they were at most a few seconds ago. */
export interface KnownDefinitions {
  /** Asks the database first when one that the source needs is not among them. */
  of(planner: FeaturePlanner, source: string): Promise<readonly StoredDefinition[]>;
}

/** From this age on the database is asked, beside the pre-checks. */
const freshMs = 1_000;
/** From this age on they wait for it. */
const staleMs = 3_000;
/** A window that the database does not have is not asked for again so soon. */
const missingMs = 100;

/** Makes the look-up; it remembers what it was told last. */
export function createKnownDefinitions(
  store: Pick<Store, "run">,
  definitions: Definitions,
): KnownDefinitions {
  let list: readonly StoredDefinition[] = [];
  let names: ReadonlySet<string> = new Set();
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;
  const read = async (): Promise<void> => {
    const began = performance.now();
    list = await definitions.list(store);
    names = new Set(list.map(({ hash, scope }) => `${hash} ${scope}`));
    readAt = began;
  };
  const readOnce = (): Promise<void> =>
    (reading ??= read().finally(() => {
      reading = undefined;
    }));
  return {
    of: async (planner, source) => {
      const age = performance.now() - readAt;
      const isMissing =
        age > missingMs &&
        neededBy(planner).some(
          ({ hash, isShared }) => !names.has(`${hash} ${isShared ? everySource : source}`),
        );
      if (age > staleMs || isMissing) await readOnce();
      // Whoever needs it next hears of a failure.
      else if (age > freshMs) readOnce().catch(() => undefined);
      return list;
    },
  };
}

interface Needed {
  readonly hash: string;
  readonly isShared: boolean;
}

const needs = new WeakMap<FeaturePlanner, readonly Needed[]>();

function neededBy(planner: FeaturePlanner): readonly Needed[] {
  const known = needs.get(planner);
  if (known !== undefined) return known;
  const found = [...planner.definitions].map(([text, { members }]) => ({
    hash: hashOf(text),
    isShared: members.from === "all",
  }));
  needs.set(planner, found);
  return found;
}
