import type { Posted } from "../outbound/index.ts";
import type { Delivered } from "./channel.ts";

/** What an endpoint that speaks by status alone has said; 410 means never again. */
export function answered({ status, text, retryAfterMs }: Posted): Delivered {
  if (status >= 200 && status < 300) return { ok: true, status };
  return {
    ok: false,
    status,
    error: `status ${status} ${text.slice(0, 200)}`,
    retryAfterMs,
    permanent: status === 410,
  };
}

/** What an endpoint has said that answers 200 with a code in JSON; `isGood`: whether it took the message. */
export function answeredInJson(posted: Posted, isGood: (answer: unknown) => boolean): Delivered {
  if (posted.status < 200 || posted.status >= 300) return answered(posted);
  const { status, text, retryAfterMs } = posted;
  if (isGood(parse(text))) return { ok: true, status };
  return { ok: false, status, error: `refused: ${text.slice(0, 200)}`, retryAfterMs };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // An answer that is no JSON is no yes.
    return undefined;
  }
}
