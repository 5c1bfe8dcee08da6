import type { JsonObject } from "@probity/contracts";
import { addStep } from "../cases/index.ts";
import type { ServerEvent } from "../log/index.ts";
import type { Transaction } from "../store/index.ts";
import type { Matter } from "./matter.ts";

/** One transaction in which something happens to clocks. */
export interface Working {
  readonly transaction: Transaction;
  readonly now: Date;
  /** `id`: the same cause has the same. */
  readonly tell: (event: Pick<ServerEvent, "type" | "data">, id: string) => void;
}

/** What happened. */
export interface Noted {
  readonly action: string;
  /** Null: the server. */
  readonly by: string | null;
  readonly body?: string | null | undefined;
  readonly persons?: readonly string[] | undefined;
  readonly missing?: readonly string[] | undefined;
  readonly text?: string | undefined;
}

/** Writes an entry of the timeline, and what goes to the log; of words a hash. Counts the turn of the clock up. */
export async function note<Clock extends Matter>(
  { transaction, now, tell }: Working,
  matter: Clock,
  { action, by, body, persons = [], missing = [], text }: Noted,
): Promise<Clock> {
  const turn = matter.turn + 1;
  const facts: JsonObject = {
    escalationLevel: matter.escalation_level,
    situation: matter.situation,
    state: matter.state,
    ...(matter.due_at !== null && { dueAt: matter.due_at.toISOString() }),
    ...(body !== undefined && body !== null && { body }),
    ...(missing.length > 0 && { missing: [...missing] }),
  };
  const step = await addStep(transaction, {
    caseId: matter.case_id,
    track: matter.track,
    kind: "escalation",
    name: action,
    at: now,
    by,
    text,
    details: { ...facts, ...(persons.length > 0 && { told: [...persons] }) },
  });
  tell(
    {
      type: "case.escalation.changed",
      data: {
        case: {
          id: matter.case_id,
          track: matter.track,
          action,
          ...facts,
          by: by ?? "system",
          step: step.n,
          hash: step.hash,
        },
      },
    },
    `escalation-${matter.case_id}-${matter.track}-${turn}`,
  );
  return { ...matter, turn };
}
