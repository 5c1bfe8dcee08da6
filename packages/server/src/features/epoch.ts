import type { Statement, Transaction } from "../store/index.ts";

/**
 * Windows were changed otherwise than by scoring: nothing that a server has in memory of them holds any more. To be called
 * in the transaction that changes them.
 */
export async function changeEpoch(transaction: Pick<Transaction, "run">): Promise<void> {
  await transaction.run(next, []);
}

const next: Statement = {
  name: "windows-epoch",
  text: `insert into score_position (name, position) values ('windows', 1)
    on conflict (name) do update set position = score_position.position + 1`,
};
