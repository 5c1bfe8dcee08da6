const maxLength = 300;

/** An error as operators may see it: without secrets, in one line, cut (SE-5). */
export function redacted(error: unknown, secrets: readonly string[]): string {
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
  let text = error instanceof Error ? `${error.message}${cause}` : String(error);
  for (const secret of secrets)
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")])
      text = text.replaceAll(form, "***");
  return Array.from(text.toWellFormed().replaceAll(/\p{Cc}+/gu, " "))
    .slice(0, maxLength)
    .join("");
}
