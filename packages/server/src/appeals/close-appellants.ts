import { actsFor } from "../access/index.ts";
import { closeAmong, type ConflictLook } from "../org/index.ts";
import type { Actor } from "../people/index.ts";
import type { Statement, Store } from "../store/index.ts";

/** Everybody who ever appealed, as events name them; each is looked up in the index. */
const appellants: Statement = {
  name: "appeal-appellants",
  text: `with recursive k as (
      (select person from appeal where person is not null order by person limit 1)
      union all
      select (select a.person from appeal a where a.person > k.person order by a.person limit 1) from k where k.person is not null
    ) select person from k where person is not null`,
};

/** Whose appeals are not for this reader: their own, and those of whom they, or those they act for, are close to (CA-3). */
export async function closeAppellants(
  store: Pick<Store, "run">,
  look: ConflictLook,
  actor: Pick<Actor, "id" | "grants">,
): Promise<readonly string[]> {
  const rows = await store.run<{ readonly person: string }>(appellants, []);
  const subjects = rows.map(({ person: id }) => ({ kind: "person", id }) as const);
  return actsFor(actor).flatMap((one) => closeAmong(look, one, subjects).map(({ subject }) => subject.id));
}
