/** SQLSTATE classes and codes that say "not now" and not "not like this". */
const transient = /^(?:08...|53300|57P0[1-5]|40001|40P01|55P03)$/;
const socketCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENOENT",
]);
const messages =
  /connection terminated|timeout exceeded when trying to connect|connection ended|not queryable|cannot use a pool after|database has stopped/i;

/** True when the database could not be reached: the same request may succeed later (503, not 500). */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError && error.errors.some(isUnavailable)) return true;
  const code: unknown = "code" in error ? error.code : undefined;
  if (typeof code === "string" && (transient.test(code) || socketCodes.has(code))) return true;
  return messages.test(error.message);
}
