import { errorTable } from "../../packages/contracts/src/index.ts";

/** Builds `docs/reference/errors.md` from the error table (QU-3). */
export function errorsDoc(): string {
  const rows = Object.entries(errorTable)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([code, { status, title, next }]) =>
        `## ${code}\n\n${title} HTTP status ${status}.\n\n**What to do:** ${next}\n`,
    );
  return `# Errors

Generated from the error table in \`packages/contracts/src/errors\`. Every error carries one of these codes, as \`code\` of a
\`ProbityError\` or of an \`application/problem+json\` answer (RFC 9457). Match by code, never by message.

${rows.join("\n")}`;
}
