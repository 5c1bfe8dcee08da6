import type { Json, JsonObject } from "@probity/contracts";
import {
  type CaseHooks,
  type CaseMoved,
  type CaseWork,
  demandKnown,
  demandNoConflicts,
  type MeasuresCheck,
} from "../cases/index.ts";
import type { Statement } from "../store/index.ts";
import { changeItem, insertItem } from "./change-item.ts";
import { dayIn, daysAfter, type ItemRow } from "./item.ts";
import { openAgain } from "./problem.ts";

/** Days for a measure of which nobody said until when. */
const measureDays = 30;

const unsigned: Statement = {
  name: "item-unsigned",
  text: `select id from list_item where case_id = $1 and track = $2 and kind = 'rectification' and state in ('open', 'asked')
    order by created_at, id limit 20`,
};

/** The measures of a case that are not signed off: with any of them it is not appraised. */
export const unsignedMeasures: MeasuresCheck = async (transaction, caseId, track) =>
  (await transaction.run<{ id: string }>(unsigned, [caseId, track])).map(({ id }) => id);

const problemOf: Statement = {
  name: "item-problem-of",
  text: `select * from list_item where case_id = $1 and track = $2 and kind = 'problem' and state <> 'withdrawn'
    order by created_at, id limit 1 for update`,
};

/** What a problem item is made from. */
interface Origin {
  readonly title: string | null;
  readonly alert_name: string | null;
  readonly root: string;
  readonly unit: string | null;
  readonly track_unit: string | null;
  readonly handler: string | null;
  readonly content: string;
  /** The problem of the newest earlier case of the same rule, unit and side. */
  readonly earlier: string | null;
}

const originOf: Statement = {
  name: "item-origin",
  text: `select c.title, c.root, c.unit, t.unit as track_unit, t.handler, t.content,
      (select a.name from case_alert ca join alert a on a.id = ca.alert where ca.case_id = c.id and a.class = t.track
        order by a.first_position limit 1) as alert_name,
      (select p.id from list_item p join case_file e on e.id = p.case_id
        where p.kind = 'problem' and p.state <> 'withdrawn' and p.track = t.track and e.id <> c.id
          and e.key_rule = c.key_rule and p.unit = coalesce(t.unit, c.unit)
        order by p.created_at desc, p.id desc limit 1) as earlier
    from case_file c join case_track t on t.case_id = c.id where c.id = $1 and t.track = $2`,
};

const systemOr = (by: string | null): string => by ?? "system";

/**
 * Follows the steps of cases: with its measures a case becomes a problem in the lists, confirmed facts that need none as well;
 * what turned out not to be one is withdrawn. In the transaction of the step.
 */
export const followCases =
  (zone: string): CaseHooks["moved"][number] =>
  async (work, moved) => {
    const { transition, input } = moved;
    if (transition === "apply" || transition === "feedback_measures")
      await listMeasures(work, moved, input["measures"], zone);
    if (transition === "close") await closeProblem(work, moved, zone);
    if (transition === "agree_dismissal") await withdrawProblem(work, moved, zone);
    if (transition === "reopen") await reopenProblem(work, moved);
  };

async function listMeasures(
  work: CaseWork,
  moved: CaseMoved,
  given: Json | undefined,
  zone: string,
): Promise<void> {
  // Checked by the schema of the step.
  const measures = Array.isArray(given) ? (given as readonly JsonObject[]) : [];
  const { problem, origin } = await problemFor(work, moved);
  for (const measure of measures) await listMeasure(work, moved, { measure, problem, origin, zone });
  if (measures.length > 0) await openAgain(work, problem, systemOr(moved.by));
}

interface Listed {
  readonly measure: JsonObject;
  readonly problem: ItemRow;
  readonly origin: Origin;
  readonly zone: string;
}

const textOf = (value: Json | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;

async function listMeasure(
  work: CaseWork,
  { caseId, track, by }: CaseMoved,
  { measure, problem, origin, zone }: Listed,
): Promise<void> {
  const named = textOf(measure["person"]);
  if (named !== undefined) {
    await demandKnown(work, [named]);
    await demandNoConflicts(work, origin.root, [named]);
  }
  const text = textOf(measure["text"]) ?? "";
  await insertItem(
    work,
    {
      id: work.newId(),
      kind: "rectification",
      case_id: caseId,
      track,
      parent: problem.id,
      title: lineOf(text),
      owner: named ?? origin.handler,
      unit: textOf(measure["unit"]) ?? origin.track_unit ?? origin.unit,
      due_on: textOf(measure["dueOn"]) ?? daysAfter(dayIn(zone, work.now), measureDays),
      source: "case",
      fields: JSON.stringify({ measure: text }),
      repeat_of: null,
    },
    systemOr(by),
  );
}

/** The first line of a text, as long as a title may be. */
const lineOf = (text: string): string => (text.trim().split(/[\r\n]/)[0] ?? "").slice(0, 300);

async function originIn({ transaction }: CaseWork, { caseId, track }: CaseMoved): Promise<Origin> {
  const [origin] = await transaction.run<Origin>(originOf, [caseId, track]);
  if (origin === undefined) throw new Error(`the case ${caseId} vanished`);
  return origin;
}

async function problemFor(
  work: CaseWork,
  moved: CaseMoved,
): Promise<{ readonly problem: ItemRow; readonly origin: Origin }> {
  const { caseId, track, level, by } = moved;
  const origin = await originIn(work, moved);
  const [known] = await work.transaction.run<ItemRow>(problemOf, [caseId, track]);
  if (known !== undefined) return { problem: known, origin };
  const facts = textOf((JSON.parse(origin.content) as JsonObject)["facts"]);
  await insertItem(
    work,
    {
      id: work.newId(),
      kind: "problem",
      case_id: caseId,
      track,
      parent: null,
      title: titleOf(origin, caseId),
      owner: origin.handler,
      unit: origin.track_unit ?? origin.unit,
      due_on: null,
      source: "case",
      fields: JSON.stringify({ finding: facts ?? titleOf(origin, caseId), level }),
      repeat_of: origin.earlier,
    },
    systemOr(by),
  );
  const [made] = await work.transaction.run<ItemRow>(problemOf, [caseId, track]);
  if (made === undefined) throw new Error(`the problem of ${caseId} vanished`);
  return { problem: made, origin };
}

function titleOf({ title, alert_name: name }: Origin, caseId: string): string {
  if (title !== null) return title;
  // Written by the scorer.
  const texts = name === null ? {} : (JSON.parse(name) as Record<string, string>);
  return lineOf(texts["zh-CN"] ?? texts["en"] ?? caseId);
}

async function closeProblem(work: CaseWork, moved: CaseMoved, zone: string): Promise<void> {
  if (moved.input["label"] === "not_confirmed") return await withdrawProblem(work, moved, zone);
  const { problem } = await problemFor(work, moved);
  if (problem.state === "open") await endProblem(work, problem, "done", moved, zone);
}

async function withdrawProblem(work: CaseWork, moved: CaseMoved, zone: string): Promise<void> {
  const [problem] = await work.transaction.run<ItemRow>(problemOf, [moved.caseId, moved.track]);
  if (problem !== undefined) await endProblem(work, problem, "withdrawn", moved, zone);
}

async function reopenProblem(work: CaseWork, moved: CaseMoved): Promise<void> {
  const [problem] = await work.transaction.run<ItemRow>(problemOf, [moved.caseId, moved.track]);
  if (problem !== undefined) await openAgain(work, problem, systemOr(moved.by));
}

async function endProblem(
  work: CaseWork,
  problem: ItemRow,
  state: "done" | "withdrawn",
  { by }: CaseMoved,
  zone: string,
): Promise<void> {
  const ended = {
    state,
    done_at: work.now.toISOString(),
    done_on: dayIn(zone, work.now),
    done_by: systemOr(by),
  };
  await changeItem(work, problem, ended, { name: state, by: systemOr(by) });
}
