import type { Statement } from "../store/index.ts";
import type { CaseRow, LockedCase } from "./case.ts";
import { changedEvent } from "./events.ts";
import type { Track } from "./states.ts";
import { addStep } from "./steps.ts";
import type { CaseWork } from "./work.ts";

/** A case and all that was merged into it, over any number of levels, belong to this root from now on. */
const reroot: Statement = {
  name: "case-reroot",
  text: `with recursive below as (
      select id from case_file where id = $1
      union select c.id from case_file c join below b on c.merged_into = b.id
    )
    update case_file c set root = $2 from below b where c.id = b.id`,
};

const point: Statement = {
  name: "case-point",
  text: "update case_file set merged_into = $2 where id = $1",
};

/**
 * Puts a case under another one. Nothing of it is touched: its tracks, alerts, evidence and timeline stay its own and are shown
 * with those of the other, so that it can be taken out again as it was.
 */
export async function attachTo(
  work: CaseWork,
  { file, tracks }: LockedCase,
  target: CaseRow,
  by: string | null,
): Promise<void> {
  const { transaction } = work;
  await transaction.run(point, [file.id, target.id]);
  await transaction.run(reroot, [file.id, target.root]);
  await note(work, target.id, { name: "merged_in", ref: file.id, track: sideOf(tracks), by });
}

/** Takes a case out of the one into which it was merged, with everything that was merged into it. */
export async function detachFrom(
  work: CaseWork,
  { file, tracks }: LockedCase,
  by: string | null,
): Promise<void> {
  const { transaction } = work;
  await transaction.run(point, [file.id, null]);
  await transaction.run(reroot, [file.id, file.id]);
  if (file.merged_into !== null)
    await note(work, file.merged_into, { name: "detached", ref: file.id, track: sideOf(tracks), by });
}

/** Of a case with one side the other side of the joint file does not hear (section 9.3). */
const sideOf = ([one, ...others]: LockedCase["tracks"]): Track | null =>
  one === undefined || others.length > 0 ? null : one.track;

async function note(
  work: CaseWork,
  caseId: string,
  {
    name,
    ref,
    track,
    by,
  }: {
    readonly name: string;
    readonly ref: string;
    readonly track: Track | null;
    readonly by: string | null;
  },
): Promise<void> {
  const step = await addStep(work.transaction, {
    caseId,
    track,
    kind: "merge",
    name,
    at: work.now,
    by,
    details: { case: ref },
  });
  work.tell(changedEvent({ caseId, change: name, track, by, ref, step: step.n, hash: step.hash }));
}
