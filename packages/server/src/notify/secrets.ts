import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Names of secrets, as channels refer to them. */
export const secretName = "^[a-z0-9][a-z0-9_-]{0,59}$";

/** Gives the secret of a name as it is now; undefined when there is none. */
export type Secrets = (name: string) => string | undefined;

/** Longest secret. */
const maxLength = 10_000;

/**
 * Secrets from the environment (`PROBITY_SECRET_SMTP_PASSWORD` is `smtp-password`) or else from a file of that name in a
 * directory (SE-5). Read at each use: a new file counts at once.
 */
export function createSecrets(directory: string, env: Readonly<Record<string, string | undefined>>): Secrets {
  const pattern = new RegExp(secretName);
  return (name) => {
    if (!pattern.test(name)) return undefined;
    const variable = env[`PROBITY_SECRET_${name.toUpperCase().replaceAll("-", "_")}`];
    const text = (variable ?? readFile(join(directory, name)))?.trim();
    return text === undefined || text === "" || text.length > maxLength ? undefined : text;
  };
}

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Whoever needs it says which one is missing.
    return undefined;
  }
}
