import type { FeaturePlanner } from "@probity/engine/features";
import { type Definitions, everySource, hashOf, type StoredDefinition } from "../features/index.ts";
import type { Store } from "../store/index.ts";

/** The windows that members are kept of, as they were at most a second ago. */
export interface KnownDefinitions {
  /** Asks the database first when one that the source needs is not among them. */
  of(planner: FeaturePlanner, source: string): Promise<readonly StoredDefinition[]>;
}

/** As long as what the database said holds; as that which bundle is in force. */
const freshMs = 1_000;
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
      if (age > freshMs || isMissing) await readOnce();
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
