import { errorTable, type ErrorCode, type Problem, ProbityError } from "@probity/contracts";
import type { FastifyError } from "fastify";
import { isUnavailable } from "../store/index.ts";

/** Seconds after which a sender should try again (503), where the error does not say so. */
const unavailableSeconds = 2;

/** What `Retry-After` says: what the error itself says, or that something is not there for the moment. */
export function retryAfterOf(error: unknown, { status }: Pick<Problem, "status">): number | undefined {
  if (error instanceof ProbityError && "retryAfterSeconds" in error) return Number(error.retryAfterSeconds);
  return status === 503 ? unavailableSeconds : undefined;
}

/** What an error becomes on the wire. Only our own errors speak; of any other nothing leaks. */
export function problemOf(error: unknown, requestId: string): Problem {
  const own = error instanceof ProbityError ? error : translate(error);
  const { status, title, next } = errorTable[own.code];
  return {
    type: `/docs/errors#${own.code}`,
    title,
    status,
    code: own.code,
    ...(own.message === "" ? {} : { detail: own.message }),
    next,
    ...(own.errors.length === 0 ? {} : { errors: own.errors }),
    ...("expected" in own && typeof own.expected === "number" ? { expected: own.expected } : {}),
    requestId,
  };
}

/** Codes of the web framework that are the sender's doing. */
const frameworkCodes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "PROBITY_E_BODY_LIMIT",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "PROBITY_E_MEDIA_TYPE",
  FST_ERR_CTP_EMPTY_TYPE: "PROBITY_E_MEDIA_TYPE",
  FST_ERR_CTP_EMPTY_JSON_BODY: "PROBITY_E_REQUEST",
  FST_ERR_CTP_INVALID_JSON_BODY: "PROBITY_E_REQUEST",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "PROBITY_E_REQUEST",
  FST_ERR_VALIDATION: "PROBITY_E_REQUEST",
  FST_ERR_BAD_URL: "PROBITY_E_NOT_FOUND",
  FST_ERR_MAX_PARAM_LENGTH: "PROBITY_E_NOT_FOUND",
};

function translate(error: unknown): ProbityError {
  if (isUnavailable(error)) return new ProbityError("PROBITY_E_UNAVAILABLE", "", { cause: error });
  // Errors of the framework carry a code and, for schema violations, what was violated.
  const { code, validation, validationContext, statusCode } = error as Partial<FastifyError>;
  if (validation !== undefined) {
    const errors = validation.map(({ instancePath, message, params }) => ({
      path: `${validationContext ?? ""}${instancePath}`,
      message: withName(message ?? "is not valid", params),
    }));
    return new ProbityError("PROBITY_E_REQUEST", "", { cause: error, errors });
  }
  const known = code === undefined ? undefined : frameworkCodes[code];
  if (known !== undefined) return new ProbityError(known, "", { cause: error });
  const sender = statusCode !== undefined && statusCode >= 400 && statusCode < 500;
  return new ProbityError(sender ? "PROBITY_E_REQUEST" : "PROBITY_E_INTERNAL", "", { cause: error });
}

function withName(message: string, params: Readonly<Record<string, unknown>>): string {
  const extra = params["additionalProperty"];
  return typeof extra === "string" ? `${message}: ${extra}` : message;
}
