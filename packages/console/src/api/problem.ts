/** A problem document (RFC 9457) as the server answers it. */
interface ProblemDocument {
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string | undefined;
  readonly next?: string | undefined;
  readonly errors?: readonly { readonly path: string; readonly message: string }[] | undefined;
  readonly requestId?: string | undefined;
}

/** Thrown by every request that did not succeed; `code` says why, and the texts of the console explain it by code. */
export class ApiProblem extends Error {
  readonly document: ProblemDocument;
  /** Seconds after which to try again, where the server says so. */
  readonly retryAfter: number | undefined;

  constructor(
    document: ProblemDocument,
    options: { readonly retryAfter?: number | undefined; readonly cause?: unknown } = {},
  ) {
    super(`${document.code}: ${document.detail ?? document.title}`, { cause: options.cause });
    this.name = "ApiProblem";
    this.document = document;
    this.retryAfter = options.retryAfter;
  }

  get code(): string {
    return this.document.code;
  }
}

/** Whether something failed with this code. */
export const hasCode = (error: unknown, code: string): boolean =>
  error instanceof ApiProblem && error.code === code;

/** No answer came at all. */
export const offline = (cause: unknown): ApiProblem =>
  new ApiProblem({ title: "The server does not answer.", status: 0, code: "CONSOLE_E_OFFLINE" }, { cause });

/** Reads what a failed answer says. A proxy in between may answer something else than a problem document. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const retryAfter = Number(response.headers.get("retry-after") ?? Number.NaN);
  const options = { retryAfter: Number.isFinite(retryAfter) ? retryAfter : undefined };
  const document: unknown = await response.json().catch(() => undefined);
  if (isProblem(document)) return new ApiProblem(document, options);
  const title = `The answer is not one of this server (${response.status}).`;
  return new ApiProblem({ title, status: response.status, code: "CONSOLE_E_ANSWER" }, options);
}

const isProblem = (value: unknown): value is ProblemDocument =>
  typeof value === "object" &&
  value !== null &&
  "code" in value &&
  typeof value.code === "string" &&
  "title" in value;
