import type { Desk } from "../../../bench/support/desk.ts";
import { at, listIn } from "../../../bench/support/json.ts";
import type { Desks, Place } from "../office/fill-organisation.ts";
import { CaseFile } from "./case-file.ts";
import { courses, mergedPair } from "./courses.ts";
import { walk } from "./walk.ts";

const dayMs = 86_400_000;

/** A day so many days from a moment. */
export const dayFrom =
  (now: number) =>
  (offset: number): string =>
    new Date(now + offset * dayMs).toISOString().slice(0, 10);

/** The alert of a rule about a subject. */
export async function alertOf(operator: Desk, rule: string, subject: string): Promise<string> {
  const found = await operator.ask("GET", `/ops/alerts?rule=${rule}&subject=${subject}`);
  const id = at(listIn(found, "alerts")[0], "id");
  if (typeof id !== "string") throw new Error(`${rule} has no alert about ${subject}`);
  return id;
}

/** Lets people work on cases, each as far as it goes; `told` hears how many are done. */
export async function fillCases(
  { operator, file, now }: Place,
  desks: Desks,
  told: (count: number, of: number) => void,
): Promise<void> {
  if (file.isDone("cases")) return;
  const day = dayFrom(now());
  const open = async (rule: string, subject: string): Promise<CaseFile> =>
    await CaseFile.open(desks.lin, `c-${await alertOf(operator, rule, subject)}`);
  const { from, into } = mergedPair;
  const target = await open(into.rule, into.subject);
  const merged = await open(from.rule, from.subject);
  await merged.on("warned", desks.chen, "merge", { into: target.id, reasonCode: "joint_file" });
  for (const [n, course] of courses.entries()) {
    await walk({ file: await open(course.rule, course.subject), course, desks, day });
    told(n + 1, courses.length);
  }
  file.finish("cases");
}
