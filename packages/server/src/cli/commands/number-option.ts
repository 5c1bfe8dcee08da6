import { ProbityError } from "@probity/contracts";

/** A whole number given as an option. Throws `PROBITY_E_USAGE` when it is not one within the bounds. */
export function numberOption(
  value: string | undefined,
  flag: string,
  bounds: { readonly min: number; readonly max: number; readonly default: number },
): number {
  if (value === undefined) return bounds.default;
  const number = Number(value);
  if (/^\d{1,9}$/.test(value) && number >= bounds.min && number <= bounds.max) return number;
  throw new ProbityError(
    "PROBITY_E_USAGE",
    `${flag} must be a whole number from ${bounds.min} to ${bounds.max}`,
  );
}
