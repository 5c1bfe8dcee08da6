import type { Statement, Store } from "../store/index.ts";

/** Held against the scorer, which adds to the sums. */
const holdScorer: Statement = {
  name: "evaluate-hold-scorer",
  text: "select position from score_position where name = 'score' for update",
};

const readHalfLife: Statement = {
  name: "evaluate-half-life",
  text: "select half_life_days from score_setting where id = 1 for update",
};

const saveHalfLife: Statement = {
  name: "evaluate-save-half-life",
  text: "update score_setting set half_life_days = $1 where id = 1",
};

const recomputeAll: Statement = {
  name: "evaluate-recompute-all",
  text: `update score_entity e set value = s.value from (
      select h.entity,
        sum(h.score / 10::float8 * power(2::float8, greatest(-200, -extract(epoch from n.as_of - h.at)::float8 / 86400 / $1::float8))) as value
      from score_hit h join score_entity n on n.id = h.entity group by h.entity
    ) s where e.id = s.entity`,
};

/** Makes every sum again when the half-life was changed since the server ran last. */
export async function alignHalfLife(store: Store, days: number): Promise<void> {
  const [seen] = await store.run<{ half_life_days: number }>(
    { name: "evaluate-see-half-life", text: "select half_life_days from score_setting where id = 1" },
    [],
  );
  if (seen?.half_life_days === days) return;
  await store.transaction(async (transaction) => {
    await transaction.run(holdScorer, []);
    const [row] = await transaction.run<{ half_life_days: number }>(readHalfLife, []);
    if (row?.half_life_days === days) return;
    await transaction.run(recomputeAll, [days]);
    await transaction.run(saveHalfLife, [days]);
  });
}
