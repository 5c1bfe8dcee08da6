import type { JsonObject } from "@probity/contracts";
import type { DecisionClaims } from "@probity/sdk";
import type { Act } from "./act.ts";
import type { ActClient, Answers } from "./client.ts";
import { draftOf } from "./draft.ts";
import { Ending } from "./ending.ts";
import { bodyField, tokenOf, type RequestLike } from "./fields.ts";
import { refusal, type Refusal } from "./refusal.ts";

/** What the handler of a guarded route finds on its request: the decision holds for exactly this act. */
export interface Guarded {
  readonly moment: "guard";
  /** Claims of the verified token. */
  readonly decision: DecisionClaims;
  /** The act, equal to the draft that was pre-checked; emitted when the answer is a success. */
  readonly data: JsonObject;
  readonly answers: Answers;
  /** Says that the act did not happen although the answer will look like success (a form shown again, say). */
  abandon(reason: string): void;
}

/** An open guard: the handler's view, and the ending that the adapter must drive. */
export type GuardResult =
  | { readonly ok: true; readonly value: Guarded; readonly ending: Ending }
  | { readonly ok: false; readonly refusal: Refusal; readonly cause: unknown };

/** Second moment: lets a submit through only with a valid token for this very draft (PC-5). */
export async function openGuard<Request extends RequestLike>(
  client: ActClient,
  act: Act<Request>,
  request: Request,
  onError: (error: unknown) => void,
): Promise<GuardResult> {
  const token = await (act.token ?? tokenOf)(request);
  if (token === undefined)
    return {
      ok: false,
      cause: undefined,
      refusal: refusal("PROBITY_E_TOKEN_INVALID", "The request carries no decision token."),
    };
  const draft = await draftOf(act, request);
  if (!draft.ok) return draft;
  const answers = await answersOf(act, request);
  const verification = client.verifyDecision(token, { type: act.type, data: draft.data, ...answers });
  if (!verification.ok) {
    return { ok: false, cause: undefined, refusal: refusal(verification.code, verification.message) };
  }
  const ending = new Ending(
    {
      commit: () => client.commit(token, draft.data, answers),
      abandon: (reason) => client.abandon(token, reason),
      onError,
    },
    act,
  );
  const value: Guarded = {
    moment: "guard",
    decision: verification.decision,
    data: draft.data,
    answers,
    abandon: (reason) => ending.abandon(reason),
  };
  return { ok: true, value, ending };
}

async function answersOf<Request extends RequestLike>(act: Act<Request>, request: Request): Promise<Answers> {
  const justification = await (act.justification?.(request) ?? bodyField(request, "probity_justification"));
  const acknowledged = await (act.acknowledged?.(request) ??
    bodyField(request, "probity_acknowledged") !== undefined);
  const secondApproverId = await act.secondApproverId?.(request);
  return {
    acknowledged,
    ...(justification === undefined ? {} : { justification }),
    ...(secondApproverId === undefined ? {} : { secondApproverId }),
  };
}
