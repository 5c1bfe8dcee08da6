import { mediaTypes, ProbityError } from "@probity/contracts";
import { readIngestAnswer } from "./ingest-answer.ts";
import { retryAfterMs } from "./retry-after.ts";
import type { Transport, TransportAnswer } from "./transport.ts";

/** What became of one attempt to deliver some events. */
export type Attempt =
  | { readonly kind: "delivered"; readonly duplicates: number; readonly quarantined: number }
  /** The server will never take these bytes as they are. */
  | { readonly kind: "refused"; readonly status: number; readonly detail: string }
  | {
      readonly kind: "retry";
      readonly afterMs: number;
      readonly slow: boolean;
      readonly error: ProbityError;
    };

/** Where and as whom to deliver. */
export interface DeliverSettings {
  readonly transport: Transport;
  readonly key: string;
  readonly timeoutMs: number;
  readonly now: () => number;
}

const open = Buffer.from("[");
const comma = Buffer.from(",");
const close = Buffer.from("]");

/** The JSON array of events that are JSON already, byte for byte. */
const joined = (items: readonly Uint8Array[]): Uint8Array[] => {
  const parts: Uint8Array[] = [open];
  for (const [index, item] of items.entries()) {
    if (index > 0) parts.push(comma);
    parts.push(item);
  }
  parts.push(close);
  return [Buffer.concat(parts)];
};

const refusals = new Set([400, 413, 422]);

const textOf = (answer: TransportAnswer): string => Buffer.from(answer.body).toString("utf8").slice(0, 2000);

const judge = (answer: TransportAnswer, count: number, now: number): Attempt => {
  if (answer.status === 200) {
    const taken = readIngestAnswer(answer.body, count);
    if (taken !== undefined) return { kind: "delivered", ...taken };
    const error = new ProbityError(
      "PROBITY_E_SERVER_ANSWER",
      `200 without ${count} results: ${textOf(answer)}`,
    );
    return { kind: "retry", afterMs: 0, slow: true, error };
  }
  if (refusals.has(answer.status)) return { kind: "refused", status: answer.status, detail: textOf(answer) };
  const keyRefused = answer.status === 401 || answer.status === 403;
  const busy = answer.status === 429 || answer.status >= 500;
  const code = keyRefused
    ? "PROBITY_E_KEY_REFUSED"
    : busy
      ? "PROBITY_E_SERVER_UNREACHABLE"
      : "PROBITY_E_SERVER_ANSWER";
  return {
    kind: "retry",
    afterMs: retryAfterMs(answer.headers["retry-after"], now),
    slow: !busy,
    error: new ProbityError(code, `status ${answer.status}: ${textOf(answer)}`),
  };
};

/** Tries once to deliver events as one CloudEvents batch. Never rejects. */
export const deliver = async (
  items: readonly Uint8Array[],
  settings: DeliverSettings,
  signal: AbortSignal,
): Promise<Attempt> => {
  try {
    const answer = await settings.transport.request({
      method: "POST",
      path: "/v1/events",
      headers: { authorization: `Bearer ${settings.key}`, "content-type": mediaTypes.batch },
      body: joined(items),
      timeoutMs: settings.timeoutMs,
      keepAlive: false,
      signal,
    });
    return judge(answer, items.length, settings.now());
  } catch (cause) {
    const error = new ProbityError("PROBITY_E_SERVER_UNREACHABLE", "no answer to a batch of events", {
      cause,
    });
    return { kind: "retry", afterMs: 0, slow: false, error };
  }
};
