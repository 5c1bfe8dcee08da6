import { listAt, numberAt, objectAt, textAt } from "../json-read.ts";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { pairs, table } from "../output/table.ts";

/** Shows how the log stands. Exit code 1 while it takes nothing. */
export async function showLog(context: CommandContext): Promise<ExitCode> {
  const { say } = context;
  const answer = objectAt(await context.ask({ method: "GET", path: "/ops/log" }));
  const takes = answer["takesEntries"] === true;
  const witnessed = objectAt(answer, "witnessed");
  const links = listAt(answer, "witnesses");
  const newest =
    textAt(witnessed, "at") === undefined
      ? say("logNeverWitnessed")
      : say("logWitnessedAt", {
          size: numberAt(witnessed, "size") ?? 0,
          at: context.when(textAt(witnessed, "at")) ?? "",
        });
  context.print(answer, () => [
    ...pairs([
      [say("logOrigin"), textAt(answer, "origin")],
      [say("logSize"), numberAt(answer, "size")],
      [say("logRoot"), textAt(answer, "root")],
      [say("logDigest"), textAt(answer, "digest")],
      [
        say("logTakes"),
        takes ? say("logTakesYes") : say("logTakesNo", { detail: textAt(answer, "refusal") ?? "" }),
      ],
      [say("logGuardFile"), textAt(answer, "guardFile")],
      [say("logWitnessed"), newest],
    ]),
    ...(links.length === 0
      ? [say("logNoPolicy")]
      : table(links, [
          { title: say("colWitness"), value: (row) => textAt(row, "name") },
          { title: say("colAddress"), value: (row) => textAt(row, "url") },
          { title: say("colSize"), value: (row) => numberAt(row, "size"), align: "right" },
          {
            title: say("colLastAnswer"),
            value: (row) => [textAt(row, "last"), textAt(row, "detail")].filter(Boolean).join(": "),
          },
        ])),
    ...(listAt(answer, "refusals").length === 0 ? [] : [say("logAdvice")]),
  ]);
  return takes ? exitCodes.ok : exitCodes.wrong;
}
