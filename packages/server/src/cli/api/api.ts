import type { ErrorCode, Json, Problem } from "@probity/contracts";
import { errorTable, ProbityError } from "@probity/contracts";

/** A request to the server's own API. */
export interface ApiRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path with query. */
  readonly path: string;
  /** A value is sent as JSON, a string and bytes as they are. */
  readonly body?: Json | string | Uint8Array<ArrayBuffer> | undefined;
  readonly contentType?: string | undefined;
  /** Bearer token; default the operator's. */
  readonly token?: string | undefined;
}

/** Who makes a command's requests, and what for. */
export interface Caller {
  readonly token: string;
  /** What something sensitive is read for; undefined where the command line does not say. */
  readonly purpose: string | undefined;
}

/** The server as a command reaches it: over HTTP, or opened in this process with the same routes. */
export interface Api {
  /** Where the data is, for `--verbose`. */
  readonly place: string;
  /** True when the server lives in this process, so that nobody else scores. */
  readonly inProcess: boolean;
  /** The answer's JSON. Throws the ProbityError that the problem document names, or `PROBITY_E_NO_SERVER`. */
  call(request: ApiRequest): Promise<Json>;
  /** The bytes at a path; undefined when there is nothing. Throws as {@link call} for any other failure. */
  read(path: string): Promise<Buffer | undefined>;
  close(): Promise<void>;
}

/** An answer as any transport brings it. */
export interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

/** Bytes as any transport brings them. */
export interface RawBytes {
  readonly status: number;
  readonly bytes: Buffer;
}

/** Reads bytes; undefined when there is nothing at the path. Throws the error of any other answer. */
export function readBytes({ status, bytes }: RawBytes, path: string): Buffer | undefined {
  if (status === 404) return undefined;
  if (status < 200 || status >= 300) readAnswer({ status, text: bytes.toString() }, { method: "GET", path });
  return bytes;
}

/** Reads an answer: the JSON of a good one, the error of any other. */
export function readAnswer({ status, text }: RawAnswer, request: ApiRequest): Json {
  const value = parse(text);
  if (status >= 200 && status < 300) return value ?? null;
  const problem = isProblem(value) ? value : undefined;
  const code = problem?.code;
  const message = problem?.detail ?? problem?.title ?? `${request.method} ${request.path} answered ${status}`;
  if (code !== undefined && isKnown(code))
    throw new ProbityError(code, message, { errors: problem?.errors ?? [] });
  throw new ProbityError("PROBITY_E_INTERNAL", `${message} (status ${status})`);
}

function parse(text: string): Json | undefined {
  try {
    // JSON.parse gives a JSON value by definition.
    return text === "" ? undefined : (JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && typeof value.code === "string";
}

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code);
}

/** The headers that say who asks and what for. */
export const headersOf = (
  { token, purpose }: Caller,
  request: Pick<ApiRequest, "token"> = {},
): Record<string, string> => ({
  authorization: `Bearer ${request.token ?? token}`,
  ...(purpose !== undefined && { "probity-purpose": encodeURIComponent(purpose) }),
});

/** Content type and content of a request's body. */
export function bodyOf(
  request: ApiRequest,
): { readonly content: string | Uint8Array<ArrayBuffer>; readonly contentType: string } | undefined {
  if (request.body === undefined) return undefined;
  if (request.body instanceof Uint8Array)
    return { content: request.body, contentType: request.contentType ?? "application/octet-stream" };
  const content = typeof request.body === "string" ? request.body : JSON.stringify(request.body);
  return { content, contentType: request.contentType ?? "application/json" };
}
