import type { Bundle } from "@probity/contracts";
import { useText, type Windows } from "../features/index.ts";

/** A window that a version needs. */
export interface NeededWindow {
  /** Id of the source whose events count, or `*` for all. */
  readonly scope: string;
  /** `rule.window` of those that share it. */
  readonly usedBy: readonly string[];
  /** Null: nobody keeps its members yet. */
  readonly id: number | null;
  /** Entries of the log that have to be looked at before it has a value. */
  readonly left: number;
}

/** The windows of these bundles, each once. */
export async function neededWindows(
  windows: Pick<Windows, "plan">,
  bundles: readonly Bundle[],
): Promise<readonly NeededWindow[]> {
  const found = new Map<string, NeededWindow>();
  for (const bundle of bundles) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (const { hash, scope, uses, id, left } of await windows.plan(bundle))
      found.set(`${hash} ${scope}`, { scope, usedBy: uses.map(useText), id, left });
  }
  return [...found.values()];
}
