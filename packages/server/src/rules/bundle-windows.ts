import type { Bundle } from "@probity/contracts";
import type { Windows } from "../features/index.ts";
import type { Statement, Store } from "../store/index.ts";
import type { BundleHead } from "./bundle-heads.ts";

/** Sees to it that bundles go live with their windows filled (FE-1). */
export interface BundleWindows {
  /** False while the windows of a bundle that is to be released are being filled; the source then waits. */
  prepare(source: string, bundle: { readonly payload: string }, inline: number): Promise<boolean>;
  /** Has the windows of the bundle in force kept: a database that came back from its journal has the bundle alone. */
  keep(source: string, head: BundleHead, inline: number): Promise<void>;
  /** Sources whose newest bundle waits, and how many entries of the log are left to look at. */
  waiting(): ReadonlyMap<string, number>;
}

/** The text of a bundle, if rules of it have windows. */
const windowedBundle: Statement = {
  name: "bundle-windowed",
  text: `select payload from bundle where source = $1 and version = $2 and strpos(payload, '"kind":"window"') > 0`,
};

const cacheLimit = 1_000;

/** Makes it, for one server process. */
export function createBundleWindows(store: Store, windows: Pick<Windows, "prepare">): BundleWindows {
  const waiting = new Map<string, number>();
  /** Bundles whose windows are known to be kept, by hash. */
  const kept = new Set<string>();
  return {
    waiting: () => waiting,
    prepare: async (source, { payload }, inline) => {
      // Built just now.
      const { ready, left } = await windows.prepare(JSON.parse(payload) as Bundle, inline);
      if (ready) waiting.delete(source);
      else waiting.set(source, left);
      return ready;
    },
    keep: async (source, { version, hash }, inline) => {
      waiting.delete(source);
      if (kept.has(hash)) return;
      const [found] = await store.run<{ payload: string }>(windowedBundle, [source, version]);
      // Built and signed by a server of this database.
      if (found !== undefined) await windows.prepare(JSON.parse(found.payload) as Bundle, inline);
      if (kept.size >= cacheLimit) kept.clear();
      kept.add(hash);
    },
  };
}
