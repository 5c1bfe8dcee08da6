import { ProbityError } from "@probity/contracts";
import type { Api, ApiRequest, Caller, RawBytes } from "./api.ts";
import { bodyOf, headersOf, readAnswer, readBytes } from "./api.ts";

/** Longest wait for one answer. */
const timeoutMs = 60_000;

/** The API of a running server. */
export function createHttpApi(url: string, caller: Caller): Api {
  const base = url.replace(/\/+$/, "");
  return {
    place: base,
    inProcess: false,
    call: async (request) => {
      const { status, bytes } = await send(base, caller, request);
      return readAnswer({ status, text: bytes.toString() }, request);
    },
    read: async (path) => readBytes(await send(base, caller, { method: "GET", path }), path),
    close: () => Promise.resolve(),
  };
}

async function send(base: string, caller: Caller, request: ApiRequest): Promise<RawBytes> {
  const body = bodyOf(request);
  try {
    const answer = await fetch(`${base}${request.path}`, {
      method: request.method,
      headers: {
        ...headersOf(caller, request),
        ...(body === undefined ? {} : { "content-type": body.contentType }),
      },
      ...(body === undefined ? {} : { body: body.content }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
  } catch (cause) {
    const reason =
      cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause);
    throw new ProbityError("PROBITY_E_NO_SERVER", `${base}: ${reason}`, { cause });
  }
}

/** True when a Probity server answers at an address. */
export async function isServing(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url.replace(/\/+$/, "")}/livez`, { signal: AbortSignal.timeout(2_000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
