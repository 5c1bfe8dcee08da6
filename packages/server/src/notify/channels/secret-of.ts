import { ProbityError } from "@probity/contracts";
import type { Secrets } from "../secrets.ts";
import type { SecretNames } from "./channel.ts";

/** The secret that a channel has for a use; undefined where it names none. Throws `PROBITY_E_SECRET` for a missing one. */
export function secretOf(secrets: Secrets, names: SecretNames, use: string): string | undefined {
  const name = names[use];
  return typeof name === "string" ? demandSecret(secrets, name) : undefined;
}

/** The secret of a name. Throws `PROBITY_E_SECRET`. */
export function demandSecret(secrets: Secrets, name: string): string {
  const secret = secrets(name);
  if (secret === undefined) throw new ProbityError("PROBITY_E_SECRET", `no secret ${name}`);
  return secret;
}
