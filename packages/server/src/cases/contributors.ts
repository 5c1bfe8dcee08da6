import type { Statement, Transaction } from "../store/index.ts";
import { type Track, tracks } from "./states.ts";

const find: Statement = {
  name: "case-contributors",
  text: `select s.by_person as person from case_file c join case_step s on s.case_id = c.id
      where c.root = $1 and s.by_person is not null and (s.track is null or s.track = any($2::text[]))
    union select t.handler from case_file c join case_track t on t.case_id = c.id
      where c.root = $1 and t.handler is not null and t.track = any($2::text[])
    union select v.person from case_file c join case_track t on t.case_id = c.id,
      lateral json_array_elements_text(t.verifiers::json) as v(person)
      where c.root = $1 and t.track = any($2::text[])`,
};

/**
 * Everybody who contributed to a case and to those that were merged into it: whoever made a step, wrote, added evidence, gave
 * an opinion, handled or verified, on these tracks. None of them closes it at risk level 1 (CA-3).
 */
export async function contributorsOf(
  run: Pick<Transaction, "run">,
  root: string,
  sides: readonly Track[] = tracks,
): Promise<ReadonlySet<string>> {
  return new Set((await run.run<{ person: string }>(find, [root, sides])).map(({ person }) => person));
}
