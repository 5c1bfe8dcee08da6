import type { JsonObject } from "@probity/contracts";
import type { Act } from "./act.ts";
import { refusal, type Refusal } from "./refusal.ts";

/** The draft, or why there is none. `cause` is for the host's log and never leaves the process. */
export type Draft =
  | { readonly ok: true; readonly data: JsonObject }
  | { readonly ok: false; readonly refusal: Refusal; readonly cause: unknown };

/** Builds the draft of an act; a body that it cannot be built from is refused, never a server error. */
export async function draftOf<Request>(act: Act<Request>, request: Request): Promise<Draft> {
  try {
    const data: unknown = await act.data(request);
    if (isObject(data)) return { ok: true, data };
    return failed(new TypeError("data() must return an object"));
  } catch (cause) {
    return failed(cause);
  }
}

function failed(cause: unknown): Draft {
  return {
    ok: false,
    cause,
    refusal: refusal("PROBITY_E_PAYLOAD", "The draft of the act cannot be built from this request."),
  };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
