import { ProbityError } from "@probity/contracts";

/** What a look-up gives, or null where there is nothing of this name. Other failures are thrown. */
export async function missingIsNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof ProbityError && error.code === "PROBITY_E_NOT_FOUND") return null;
    throw error;
  }
}
