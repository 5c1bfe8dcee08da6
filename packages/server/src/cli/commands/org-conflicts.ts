import type { Command } from "commander";
import { type JsonObject, ProbityError } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { listAt, objectAt, textAt, textsAt } from "../json-read.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";

/** `probity org conflicts` */
export function addOrgConflicts(group: Command, parts: ProgramParts): void {
  addLeaf<{ readonly at?: string }>(group, parts, {
    name: "conflicts <person> <subjects...>",
    about: "orgConflicts",
    example: "org conflicts li.na person:wang.wei organisation:91440300MA5",
    options: [["--at <moment>", "optOrgAt"]],
    run: (context, [person = "", ...subjects], { at }) => conflicts(context, person, subjects, at),
  });
}

async function conflicts(
  context: CommandContext,
  person: string,
  subjects: readonly string[],
  at: string | undefined,
): Promise<ExitCode> {
  const body = { person, subjects: subjects.map(subjectOf), ...(at === undefined ? {} : { at }) };
  const answer = await context.ask({ method: "POST", path: "/ops/org/conflicts", body });
  const reasons = listAt(answer, "reasons");
  context.print(answer, () => [
    ...(reasons.length === 0 ? [context.say("orgNoConflict")] : reasons.map((one) => line(context, one))),
    ...listAt(answer, "warnings").map((one) => `${context.say("orgWarning")}${line(context, one)}`),
  ]);
  return reasons.length === 0 ? exitCodes.ok : exitCodes.wrong;
}

function subjectOf(text: string): { readonly kind: string; readonly id: string } {
  const [, kind, id] = /^(person|unit|organisation):(.+)$/u.exec(text) ?? [];
  if (kind !== undefined && id !== undefined) return { kind, id };
  throw new ProbityError("PROBITY_E_USAGE", `${text} must be person:ID, unit:ID or organisation:ID`);
}

function line(context: CommandContext, conflict: JsonObject): string {
  const subject = objectAt(conflict, "subject");
  return context.say("orgConflict", {
    reason: context.word(textAt(conflict, "reason")) ?? "",
    subject: `${textAt(subject, "kind") ?? ""}:${textAt(subject, "id") ?? ""}`,
    path: pathText(context, objectAt(conflict, "path")),
  });
}

function pathText(context: CommandContext, path: JsonObject): string {
  const units = textsAt(path, "units");
  const post = textAt(path, "post");
  if (units.length > 0) return `(${units.join(" < ")}; ${post ?? "-"})`;
  const edges = listAt(path, "edges").map((edge) => {
    const [from, to] = [objectAt(edge, "from"), objectAt(edge, "to")];
    return `${textAt(from, "key") ?? ""} ${context.word(textAt(edge, "kind")) ?? ""} ${textAt(to, "key") ?? ""}`;
  });
  return edges.length > 0 ? `(${edges.join("; ")})` : post === undefined ? "" : `(${post})`;
}
