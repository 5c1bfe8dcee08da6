import type { Decision, JsonObject } from "@probity/contracts";
import type { Act, Awaitable } from "./act.ts";
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
  const record = await asked(act.record, request, onError);
  const replaces = await asked(act.replaces, request, onError);
  const decision = await client.precheck(act.type, draft.data, {
    ...(record !== undefined && { record }),
    ...(replaces !== undefined && { replaces }),
  });
  return { ok: true, value: { moment: "precheck", decision, data: draft.data } };
}

/** What the host cannot say must not stop the act: rules that need a record are then answered without it, visibly. */
async function asked<Request, Found>(
  ask: ((request: Request) => Awaitable<Found | undefined>) | undefined,
  request: Request,
  onError: (error: unknown) => void,
): Promise<Found | undefined> {
  try {
    return await ask?.(request);
  } catch (error) {
    onError(error);
    return undefined;
  }
}
