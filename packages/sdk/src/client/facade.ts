import type { Decision } from "@probity/contracts";
import { verifyDecision, type SubmittedAct } from "../token/verify-decision.ts";
import { asJsonObject, type Core } from "./core.ts";
import { breakGlass } from "./break-glass.ts";
import { abandon, commit } from "./close-decision.ts";
import { emit } from "./emit.ts";
import { precheck, precheckLocal } from "./precheck.ts";
import type { DecisionFor, Probity } from "./probity.ts";
import { tally } from "./tally.ts";

/** The part of a client that needs nothing but its core. */
export type Facade<Own> = Pick<
  Probity<Own>,
  | "emit"
  | "precheck"
  | "precheckLocal"
  | "commit"
  | "abandon"
  | "breakGlass"
  | "tally"
  | "verifyDecision"
  | "addHooks"
  | "on"
>;

/** A decision carries the type that it was asked for. */
const typed = <Name extends string>(decision: Decision): DecisionFor<Name> =>
  // `decision.type` is the very name that the caller passed.
  decision as DecisionFor<Name>;

/** The act as its draft was digested: without raw identifiers, also where the two approvers are compared. */
const protectAct = (core: Core, act: SubmittedAct<unknown>): SubmittedAct => {
  const { secondApproverId, actorId } = act;
  return {
    ...act,
    data: core.privacy.data(act.type, asJsonObject(act.data)),
    secondApproverId: secondApproverId === undefined ? undefined : core.privacy.person(secondApproverId),
    actorId: actorId === undefined ? undefined : core.privacy.person(actorId),
  };
};

/** Binds the operations to a core. The typed signatures end here; inside, data is JSON. */
export const createFacade = <Own>(core: Core): Facade<Own> => ({
  emit: (type, data, options) => emit(core, type, data, options),
  precheck: async (type, data, options) => typed(await precheck(core, type, data, options)),
  precheckLocal: (type, data, options) => typed(precheckLocal(core, type, data, options)),
  commit: (decision, data, options) => commit(core, decision, data, options),
  abandon: (decision, reason) => abandon(core, decision, reason),
  breakGlass: (token, by) => breakGlass(core, token, by),
  tally: (counted) => tally(core, counted),
  verifyDecision: (token, act) => {
    const { tokenKey: key, source, asksServer } = core;
    const context = { key, source, now: core.clock.now(), asksServer };
    return verifyDecision(token, () => protectAct(core, act), context);
  },
  addHooks: (...hooks) => {
    core.globalHooks.push(...hooks);
  },
  on: (event, listener) => core.listeners.on(event, listener),
});
