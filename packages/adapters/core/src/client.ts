import type { Decision, JsonObject } from "@probity/contracts";
import type { SubmittedAct, Verification } from "@probity/sdk";

/** What the approver added to a decision, recorded with the act. */
export type Answers = Pick<SubmittedAct, "acknowledged" | "justification" | "secondApproverId">;

/**
 * The part of the SDK's client that an adapter drives, free of event types. `createProbity()` returns one, and so does
 * the recorder of `@probity/sdk/testing`. Nothing of it throws into a request.
 */
export interface ActClient {
  precheck(
    type: string,
    data: JsonObject,
    options?: { record?: JsonObject | undefined; replaces?: string | undefined },
  ): Promise<Decision>;
  verifyDecision(token: string, act: SubmittedAct): Verification;
  commit(token: string, data: JsonObject, answers?: Answers): unknown;
  abandon(token: string, reason?: string): unknown;
}
