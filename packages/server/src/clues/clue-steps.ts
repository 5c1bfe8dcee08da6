import type { CaseWork } from "../cases/index.ts";
import { sha256Hex } from "../sha256.ts";
import type { Statement } from "../store/index.ts";

/** An entry of a clue's history before it is stored. */
export interface NewClueStep {
  readonly clue: string;
  readonly name: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly by: string;
  readonly text?: string | undefined;
  /** What it is about: a case, another clue. */
  readonly ref?: string | undefined;
}

const insert: Statement = {
  name: "clue-step",
  text: `with place as (update clue set steps = steps + 1 where id = $1 returning steps)
    insert into clue_step (clue, n, name, from_stage, to_stage, at, by_person, text, hash)
    select $1, steps, $2, $3, $4, $5::timestamptz, $6, $7, $8 from place returning n`,
};

/** Adds an entry to the history of a clue and to the log, which has ids and a hash of the text (LO-7). */
export async function addClueStep(work: CaseWork, step: NewClueStep): Promise<void> {
  const { clue, name, from, to, by, text, ref } = step;
  const hash = sha256Hex(JSON.stringify([text ?? null, ref ?? null]));
  const [row] = await work.transaction.run<{ n: number }>(insert, [
    clue,
    name,
    from ?? null,
    to ?? null,
    work.now.toISOString(),
    by,
    text ?? null,
    hash,
  ]);
  if (row === undefined) throw new Error(`the clue ${clue} vanished`);
  const places = Object.fromEntries(
    Object.entries({ from, to, ref }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  work.tell({
    type: "clue.state.changed",
    data: { clue: { id: clue, change: name, ...places, by, step: row.n, hash } },
  });
}
