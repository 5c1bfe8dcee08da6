import type { Decision, JsonObject } from "@probity/contracts";
import type { Act } from "./act.ts";
import type { ActClient } from "./client.ts";
import { draftOf } from "./draft.ts";
import type { Refusal } from "./refusal.ts";

/** What a pre-check route finds on its request. */
export interface Prechecked {
  readonly moment: "precheck";
  readonly decision: Decision;
  /** The draft that was judged. */
  readonly data: JsonObject;
}

/** A pre-check, or the refusal of a request that no draft can be built from. */
export type PrecheckResult =
  | { readonly ok: true; readonly value: Prechecked }
  | { readonly ok: false; readonly refusal: Refusal; readonly cause: unknown };

/** First moment: judges the draft of the request, for the page to show (PC-1). */
export async function runPrecheck<Request>(
  client: ActClient,
  act: Act<Request>,
  request: Request,
  onError: (error: unknown) => void,
): Promise<PrecheckResult> {
  const draft = await draftOf(act, request);
  if (!draft.ok) return draft;
  const record = await recordOf(act, request, onError);
  const decision = await client.precheck(act.type, draft.data, record === undefined ? undefined : { record });
  return { ok: true, value: { moment: "precheck", decision, data: draft.data } };
}

/** A record that cannot be read must not stop the act: the rules that need it are then answered without it, visibly. */
async function recordOf<Request>(
  act: Act<Request>,
  request: Request,
  onError: (error: unknown) => void,
): Promise<JsonObject | undefined> {
  try {
    return await act.record?.(request);
  } catch (error) {
    onError(error);
    return undefined;
  }
}
