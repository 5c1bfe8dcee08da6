import type { Statement, Transaction } from "../store/index.ts";

const forgetPerson: Statement = {
  name: "appeal-forget-person",
  text: `with gone as (update precheck set person = null where opened_position = $1 returning source, id)
    update appeal a set person = null, text = '' from gone where a.source = gone.source and a.decision = gone.id`,
};

/** Who asked for a pre-check goes with the event that says so, and with it who appealed, and in which words (SE-3). */
export async function forgetAppeals(transaction: Pick<Transaction, "run">, position: number): Promise<void> {
  await transaction.run(forgetPerson, [position]);
}
