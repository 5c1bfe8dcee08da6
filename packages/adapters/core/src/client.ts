import type { Decision, JsonObject } from "@probity/contracts";

/** What `verifyDecision` is told about the submitted act. */
export interface SubmittedAct {
  readonly type: string;
  readonly data: JsonObject;
  readonly justification?: string | undefined;
  readonly secondApproverId?: string | undefined;
  readonly acknowledged?: boolean | undefined;
}

/** What the approver added to a decision, recorded with the act. */
export type Answers = Omit<SubmittedAct, "type" | "data">;

/** What `verifyDecision` answers. `code` is a code of the error table. */
export type Verification<Verified> =
  | { readonly ok: true; readonly decision: Verified }
  | { readonly ok: false; readonly code: string; readonly message?: string | undefined };

/**
 * The part of the SDK's client that an adapter drives. `createProbity()` returns one, and so does the recorder of
 * `@probity/sdk/testing`. Nothing of it throws into a request.
 */
export interface ActClient<Verified = unknown> {
  precheck(type: string, data: JsonObject, options?: { record?: JsonObject | undefined }): Promise<Decision>;
  verifyDecision(token: string, act: SubmittedAct): Verification<Verified>;
  commit(token: string, data: JsonObject, answers?: Answers): unknown;
  abandon(token: string, reason?: string): unknown;
}
