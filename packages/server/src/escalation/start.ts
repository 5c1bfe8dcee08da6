import type { Context } from "../context.ts";
import type { Statement, Transaction } from "../store/index.ts";
import type { ClockRow } from "./clock.ts";
import { openMissing } from "./open-clocks.ts";
import type { EscalationParts } from "./parts.ts";
import { clockKind, saveClocks } from "./store-clocks.ts";

const unarmed: Statement = {
  name: "clocks-unarmed",
  text: `select c.* from case_clock c join case_file f on f.id = c.case_id
    where c.open and (c.hand_up_at is not null or not c.told or (not c.reminded and c.remind_at is not null))
      and not exists (select 1 from timer m where m.kind = '${clockKind}' and m.key = c.case_id || chr(10) || c.track)
    order by c.case_id, c.track limit 200 for update of f`,
};

async function armMissing(transaction: Transaction): Promise<boolean> {
  const rows = await transaction.run<ClockRow>(unarmed, []);
  await saveClocks(transaction, rows);
  return rows.length > 0;
}

/**
 * At the start of a server: every open track has its deadline, and every deadline its timer, also where the tables came back
 * from the journal alone or are from before there were deadlines.
 */
export async function startEscalation(
  { store }: Pick<Context, "store">,
  parts: EscalationParts,
): Promise<void> {
  for (const step of [(transaction: Transaction) => openMissing(parts, transaction), armMissing])
    for (let more = true; more;) {
      // oxlint-disable-next-line no-await-in-loop -- a bounded piece of work in each transaction
      more = await store.transaction(step);
    }
}
