import { mediaTypes, ProbityError } from "@probity/contracts";
import { readRecord } from "../stream/read-record.ts";
import type { BatchEncoder, EncodedBatch } from "./encode-batch.ts";
import { readIngestAnswer, readObject } from "./ingest-answer.ts";
import type { ReceiptBook } from "./receipts.ts";
import { retryAfterMs } from "./retry-after.ts";
import type { StreamBatch } from "./stream-source.ts";
import type { Transport, TransportAnswer } from "./transport.ts";

/** What became of one attempt to deliver some records. */
export type Attempt =
  | {
      readonly kind: "delivered";
      readonly duplicates: number;
      readonly quarantined: number;
      /** Hash of the bundle in force, where the server names one. */
      readonly bundle: string | undefined;
    }
  /** The server will never take these bytes as they are. */
  | { readonly kind: "refused"; readonly status: number; readonly detail: string }
  /** The server does not take them as part of their stream. */
  | {
      readonly kind: "broken";
      readonly reason: "gap" | "equivocation";
      readonly expected: number | undefined;
    }
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
  readonly encoder: BatchEncoder;
  readonly receipts: ReceiptBook;
}

const refusals = new Set([400, 413, 422]);

const textOf = (answer: TransportAnswer): string => Buffer.from(answer.body).toString("utf8").slice(0, 2000);

const retry = (error: ProbityError, slow: boolean, afterMs = 0): Attempt => ({
  kind: "retry",
  afterMs,
  slow,
  error,
});

/** Nothing is forgotten before the proof that the log has the last header, and by its chain all before it (DE-2). */
const judgeTaken = (
  answer: TransportAnswer,
  { records }: StreamBatch,
  settings: DeliverSettings,
): Attempt => {
  const taken = readIngestAnswer(answer.body, records.length);
  if (taken === undefined) {
    const message = `200 without ${records.length} results: ${textOf(answer)}`;
    return retry(new ProbityError("PROBITY_E_SERVER_ANSWER", message), true);
  }
  const { receipt, ...counts } = taken;
  const last = records.at(-1);
  const header = last === undefined ? undefined : readRecord(last)?.headerText;
  const refused = settings.receipts.check(receipt, header ?? "");
  return refused === undefined ? { kind: "delivered", ...counts } : retry(refused, true);
};

const breaks: Readonly<Record<string, "gap" | "equivocation">> = {
  PROBITY_E_STREAM_GAP: "gap",
  PROBITY_E_STREAM_EQUIVOCATION: "equivocation",
};

/** Undefined for a conflict that is not about streams: a proxy's, perhaps. */
const judgeConflict = (answer: TransportAnswer): Attempt | undefined => {
  const { code, expected } = readObject(answer.body) ?? {};
  const reason = typeof code === "string" ? breaks[code] : undefined;
  if (reason === undefined) return undefined;
  const seq =
    typeof expected === "number" && Number.isSafeInteger(expected) && expected > 0 ? expected : undefined;
  return { kind: "broken", reason, expected: seq };
};

const judgeFailure = (answer: TransportAnswer, now: number): Attempt => {
  const keyRefused = answer.status === 401 || answer.status === 403;
  const busy = answer.status === 429 || answer.status >= 500;
  const unreached = busy ? "PROBITY_E_SERVER_UNREACHABLE" : "PROBITY_E_SERVER_ANSWER";
  const code = keyRefused ? "PROBITY_E_KEY_REFUSED" : unreached;
  const error = new ProbityError(code, `status ${answer.status}: ${textOf(answer)}`);
  return retry(error, !busy, retryAfterMs(answer.headers["retry-after"], now));
};

const judge = (
  answer: TransportAnswer,
  batch: StreamBatch,
  packed: EncodedBatch,
  settings: DeliverSettings,
): Attempt => {
  if (answer.status === 200) return judgeTaken(answer, batch, settings);
  if (refusals.has(answer.status)) return { kind: "refused", status: answer.status, detail: textOf(answer) };
  const conflict = answer.status === 409 ? judgeConflict(answer) : undefined;
  if (conflict !== undefined) return conflict;
  if (answer.status === 415 && packed.headers["content-encoding"] !== undefined) {
    settings.encoder.refused();
    const message = `status 415 to ${packed.headers["content-encoding"]}`;
    // The same batch goes again as it is: nothing has to heal first.
    return retry(new ProbityError("PROBITY_E_SERVER_ANSWER", message), false);
  }
  return judgeFailure(answer, settings.now());
};

/** Tries once to deliver records of one stream. Never rejects. */
export const deliver = async (
  batch: StreamBatch,
  settings: DeliverSettings,
  signal: AbortSignal,
): Promise<Attempt> => {
  try {
    const packed = await settings.encoder.encode(batch.records);
    const answer = await settings.transport.request({
      method: "POST",
      path: "/v1/events",
      headers: {
        authorization: `Bearer ${settings.key}`,
        "content-type": mediaTypes.stream,
        ...packed.headers,
      },
      body: [packed.body],
      timeoutMs: settings.timeoutMs,
      keepAlive: false,
      signal,
    });
    return judge(answer, batch, packed, settings);
  } catch (cause) {
    return retry(
      new ProbityError("PROBITY_E_SERVER_UNREACHABLE", "no answer to a batch of events", { cause }),
      false,
    );
  }
};
