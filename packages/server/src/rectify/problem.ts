import type { CaseWork } from "../cases/index.ts";
import type { Statement } from "../store/index.ts";
import { changeItem } from "./change-item.ts";
import { dayIn, type ItemRow } from "./item.ts";

const lockProblem: Statement = {
  name: "item-lock-problem",
  text: "select * from list_item where id = $1 and kind = 'problem' for update",
};

const leftOpen: Statement = {
  name: "item-left-open",
  text: "select id from list_item where parent = $1 and kind = 'rectification' and state in ('open', 'asked') limit 1",
};

const notDone = { state: "open", done_at: null, done_on: null, done_by: null } as const;

/** Opens a problem again that was done: there is a measure against it once more. */
export async function openAgain(work: CaseWork, problem: ItemRow, by: string): Promise<void> {
  if (problem.state === "done") await changeItem(work, problem, notDone, { name: "reopened", by });
}

/** A problem is done when the last of its measures is signed off. */
export async function doneWithLast(
  work: CaseWork,
  measure: ItemRow,
  by: string,
  zone: string,
): Promise<void> {
  if (measure.parent === null) return;
  const { transaction, now } = work;
  const [problem] = await transaction.run<ItemRow>(lockProblem, [measure.parent]);
  const open = await transaction.run(leftOpen, [measure.parent]);
  if (problem?.state !== "open" || open.length > 0) return;
  const done = { state: "done", done_at: now.toISOString(), done_on: dayIn(zone, now), done_by: by } as const;
  await changeItem(work, problem, done, { name: "done", by });
}

/** A relapse opens the problem again and counts as a repeat. */
export async function relapsed(work: CaseWork, measure: ItemRow, by: string): Promise<string | null> {
  if (measure.parent === null) return null;
  const [problem] = await work.transaction.run<ItemRow>(lockProblem, [measure.parent]);
  if (problem === undefined) return null;
  const relapses = problem.relapses + 1;
  await changeItem(work, problem, { ...notDone, relapses }, { name: "relapsed", by, details: { relapses } });
  return problem.id;
}
