import type { Command } from "commander";
import { ProbityError } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { numberAt, objectAt, textAt } from "../json-read.ts";
import type { TextKey } from "../messages/say.ts";
import { pairs } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";

interface Flags {
  readonly basis?: string;
  readonly by?: string;
  readonly dryRun?: boolean;
}

/** `probity erase` */
export function addErase(program: Command, parts: ProgramParts): void {
  addLeaf<Flags>(program, parts, {
    name: "erase <source> <event>",
    about: "erase",
    example:
      'erase purchasing 01993b1e-7c5a-7000-8000-000000000001 --basis "PIPL art. 47" --by "records office"',
    options: [
      ["--basis <text>", "eraseBasis"],
      ["--by <who>", "eraseBy"],
      ["--dry-run", "eraseDryRun"],
    ],
    run: (context, [source = "", eventId = ""], flags) => run(context, source, eventId, flags),
  });
}

async function run(
  context: CommandContext,
  source: string,
  eventId: string,
  { basis, by, dryRun }: Flags,
): Promise<undefined> {
  const { say } = context;
  if (basis === undefined || by === undefined) throw new ProbityError("PROBITY_E_USAGE", say("eraseUsage"));
  const body = { source, eventId, basis, by, dryRun: dryRun === true };
  const answer = objectAt(await context.ask({ method: "POST", path: "/ops/erase", body }));
  const outcome = textAt(answer, "outcome") ?? "";
  context.print(answer, () => [
    say(outcomes[outcome] ?? "eraseDone", { id: eventId }),
    ...pairs([
      [say("erasePositions"), listed(answer["positions"])],
      [say("erasePayloads"), numberAt(answer, "payloads")],
      [say("eraseFindings"), numberAt(answer, "findings")],
      [say("eraseLater"), numberAt(answer, "laterFindings")],
      [say("eraseAlerts"), numberAt(answer, "alerts")],
      [say("eraseRecord"), say(records[textAt(answer, "record") ?? ""] ?? "recordNone")],
      [say("eraseSubject"), say(subjects[textAt(answer, "subject") ?? ""] ?? "subjectNone")],
      [say("eraseLogged"), listed(answer["loggedAt"])],
    ]),
    ...(outcome === "erased" ? ["", say("eraseElsewhere")] : []),
  ]);
  return undefined;
}

const listed = (positions: unknown): string | undefined =>
  Array.isArray(positions) && positions.length > 0 ? positions.map(String).join(", ") : undefined;

const outcomes: Readonly<Record<string, TextKey>> = {
  erased: "eraseDone",
  already: "eraseAlready",
  would_erase: "eraseWould",
};

const records: Readonly<Record<string, TextKey>> = { rebuilt: "recordRebuilt", deleted: "recordDeleted" };

const subjects: Readonly<Record<string, TextKey>> = { erased: "subjectErased", kept: "subjectKept" };
