import type { Finding } from "@probity/contracts";
import type { OpenBreaker } from "@probity/engine";
import type { ActiveBundle } from "../bundle/bundle-holder.ts";
import type { Core } from "./core.ts";
import { emitPlain } from "./emit.ts";

const tell = (core: Core, opened: OpenBreaker): void => {
  try {
    emitPlain(core, "rule.breaker.opened", { breaker: { ...opened, scope: "process" } });
  } catch {
    // A full spool under `throw` was counted and told by emit; health and the decision say it as well.
  }
  core.listeners.tell("breaker", opened);
};

/** Puts the findings of one draft through the client's circuit breaker, and tells what it opened. */
export const applyBreaker = (
  core: Core,
  active: ActiveBundle,
  draft: { readonly type: string; readonly process: string },
  findings: readonly Finding[],
): readonly Finding[] => {
  const { bundle } = active.evaluator;
  const judged = core.breaker.judge({ bundle, ...draft, now: core.clock.now(), findings });
  for (const opened of judged.opened) tell(core, opened);
  return judged.findings;
};
