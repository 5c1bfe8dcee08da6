import { ProbityError } from "@probity/contracts";

/** The value of an option that a command cannot do without; throws `PROBITY_E_USAGE`. */
export function required(value: string | undefined, flag: string): string {
  if (value !== undefined && value !== "") return value;
  throw new ProbityError("PROBITY_E_USAGE", `${flag} is required`);
}
