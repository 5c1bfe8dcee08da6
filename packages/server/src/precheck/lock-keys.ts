import { everySource, hashOf, keyId } from "../features/index.ts";
import { sha256 } from "../sha256.ts";
import type { LockKey } from "../store/index.ts";
import type { Draft } from "./draft.ts";

/**
 * The places in windows that a draft looks at or will be counted in; two drafts that share one must be judged one after the
 * other, unless both only look.
 */
export function lockKeys({
  source,
  needs,
  members,
}: Pick<Draft, "source" | "needs" | "members">): readonly LockKey[] {
  const keys = new Map<string, boolean>();
  for (const need of needs) {
    if (need.kind !== "window") continue;
    const scope = need.from === "all" ? everySource : source;
    for (const { key } of need.keys) keys.set(lockId(hashOf(need.definition), scope, keyId(key)), true);
  }
  for (const { definition, key } of members) keys.set(lockId(definition.hash, definition.scope, key), false);
  return [...keys].map(([id, shared]) => ({ id, shared }));
}

/** The database knows locks by 64 bits. Two that fall together only wait for each other. */
const lockId = (hash: string, scope: string, key: string): string =>
  sha256(`${hash}\n${scope}\n${key}`).readBigInt64BE(0).toString();
