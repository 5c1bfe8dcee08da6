import type { Transaction } from "../store/index.ts";
import type { EscalationParts } from "./parts.ts";
import { readTerms } from "./terms.ts";

/** By which calendar a unit works: its own, that of the nearest unit above that has one, or the server's. */
export const unitCalendar =
  ({ calendar }: Pick<EscalationParts, "calendar">) =>
  async (transaction: Pick<Transaction, "run">, unit: string | null): Promise<string> =>
    (await readTerms(transaction, [unit]))({ track: null, rule: null, unit }).calendar ?? calendar;
