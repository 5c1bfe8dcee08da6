import { type ClientRequest, type IncomingMessage, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { ProbityError } from "@probity/contracts";
import type { OutboundGuard } from "./guard.ts";

/** What is sent. */
export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came back; a redirect is an answer like any other. */
export interface Posted {
  readonly status: number;
  /** Its beginning: no more than 16 KiB are read. */
  readonly text: string;
  /** As the endpoint asked for, from `Retry-After`. */
  readonly retryAfterMs: number | undefined;
}

/** Posts something; `now` is what a date in `Retry-After` is measured by. Throws for a network that fails or refuses. */
export type Post = (posting: Posting, signal: AbortSignal) => Promise<Posted>;

const maxBytes = 16 * 1024;

/** Posts to the address that the guard gave, follows nothing, and reads no more than it must (SE-4). */
export function createPost(guard: OutboundGuard, clock: () => number): Post {
  return async ({ url, headers, body }, signal) => {
    const target = new URL(url);
    if (target.protocol !== "https:" && target.protocol !== "http:")
      throw new ProbityError("PROBITY_E_OUTBOUND", "only http and https");
    const { address, family } = await guard.resolve(target.hostname);
    signal.throwIfAborted();
    const bytes = Buffer.from(body);
    const send = target.protocol === "https:" ? httpsRequest : httpRequest;
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const sent = send(target, {
      method: "POST",
      agent: false,
      signal,
      // Not asked for an address in the URL, which is the one that the guard has seen.
      lookup: (_host, options, done) =>
        options.all === true ? done(null, [{ address, family }]) : done(null, address, family),
      headers: {
        "user-agent": "probity",
        ...headers,
        "content-length": String(bytes.length),
        connection: "close",
      },
      maxHeaderSize: maxBytes,
    });
    sent.once("response", resolve);
    sent.on("error", reject);
    sent.end(bytes);
    const answer = await promise;
    return {
      ...(await read(sent, answer)),
      retryAfterMs: retryAfter(answer.headers["retry-after"], clock()),
    };
  };
}

async function read(
  sent: ClientRequest,
  answer: IncomingMessage,
): Promise<{ readonly status: number; readonly text: string }> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of answer) {
      // A stream without an encoding gives buffers.
      const bytes = chunk as Buffer;
      chunks.push(bytes.subarray(0, maxBytes - length));
      length += bytes.length;
      if (length >= maxBytes) break;
    }
  } finally {
    sent.destroy();
  }
  return { status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") };
}

const maxRetryAfterMs = 24 * 3_600_000;

function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, maxRetryAfterMs) : undefined;
}
