import type { JsonObject } from "@probity/contracts";
import type { ActForm } from "../acts/index.ts";
import type { Services } from "../services.ts";
import { transaction } from "../store/index.ts";

/** An act that the guard let through, ready to be done. */
export interface PermittedAct {
  readonly processId: string;
  readonly act: ActForm;
  readonly actor: string;
  readonly data: JsonObject;
  readonly outcome: string;
  readonly justification?: string | undefined;
  readonly secondApprover?: string | undefined;
  /** More to be written in the same transaction; false undoes everything. */
  readonly also?: (() => boolean) | undefined;
}

/** Does the act in the app's own database. False, and nothing written, when the purchase has moved on meanwhile. */
export function perform(services: Services, permitted: PermittedAct): boolean {
  const { processes, history, database, now } = services;
  const { processId, act } = permitted;
  try {
    return transaction(database, () => {
      if (!processes.advance(processId, act.from, act.to) || permitted.also?.() === false)
        throw new MovedOn();
      processes.merge(processId, permitted.data);
      history.closeDrafts(processId, act.id);
      history.add({
        processId,
        act: act.id,
        actor: permitted.actor,
        secondApprover: permitted.secondApprover,
        outcome: permitted.outcome,
        justification: permitted.justification,
        at: now(),
      });
      return true;
    });
  } catch (error) {
    if (error instanceof MovedOn) return false;
    throw error;
  }
}

class MovedOn extends Error {}
