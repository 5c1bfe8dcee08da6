import type { Statement, Transaction } from "../store/index.ts";

/** Counts in the transaction that uses the number: whoever is refused or cut off takes none with them. */
const next: Statement = {
  name: "next-number",
  text: `insert into letter_number as n (kind, year, last) values ($1, $2, 1)
    on conflict (kind, year) do update set last = n.last + 1 returning last`,
};

/** The next number of a kind of paper (letter, report, file) in a year, from 1; none is given twice or left out. */
export async function nextNumber(
  transaction: Pick<Transaction, "run">,
  kind: string,
  year: number,
): Promise<number> {
  const [counted] = await transaction.run<{ last: number }>(next, [kind, year]);
  if (counted === undefined) throw new Error("no number was counted");
  return counted.last;
}
