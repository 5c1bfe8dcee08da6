import type { Command } from "commander";
import { type JsonObject, ProbityError } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { listAt, numberAt, objectAt, textAt, textsAt } from "../json-read.ts";
import { table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { numberOption } from "./number-option.ts";

/** `probity windows ...` */
export function addWindows(program: Command, parts: ProgramParts): void {
  const group = program.command("windows").description(parts.say("windows"));
  addLeaf(group, parts, {
    name: "list",
    about: "windowsList",
    isDefault: true,
    example: "windows",
    run: printWindows,
  });
  addLeaf(group, parts, {
    name: "rebuild <id>",
    about: "windowsRebuild",
    example: "windows rebuild 3",
    run: (context, [id]) =>
      rebuild(context, numberOption(id, "<id>", { min: 1, max: 2_147_483_647, default: 0 })),
  });
}

const path = "/ops/windows";

async function printWindows(context: CommandContext): Promise<undefined> {
  const { say } = context;
  const answer = objectAt(await context.ask({ method: "GET", path }));
  const rows = listAt(answer, "windows");
  const waiting = listAt(answer, "waiting").map((one) =>
    say("windowsWaiting", { source: textAt(one, "source") ?? "", left: numberAt(one, "left") ?? 0 }),
  );
  context.print(answer, () => [
    ...(rows.length === 0 ? [say("noWindows")] : windowTable(context, rows)),
    ...waiting,
  ]);
  return undefined;
}

const count =
  (key: string) =>
  (row: JsonObject): string | undefined =>
    numberAt(row, key)?.toLocaleString("en");

const windowTable = (context: CommandContext, rows: readonly JsonObject[]): readonly string[] => {
  const { say } = context;
  return table(rows, [
    { title: say("colId"), value: (row) => numberAt(row, "id"), align: "right" },
    { title: say("colScope"), value: (row) => scopeText(context, textAt(row, "scope")) },
    { title: say("colUsedBy"), value: (row) => textsAt(row, "usedBy").join(", "), max: 60 },
    { title: say("colState"), value: (row) => stateText(context, row) },
    { title: say("colMembers"), value: count("members"), align: "right" },
    { title: say("colKeys"), value: count("keys"), align: "right" },
    { title: say("colLargest"), value: count("largestKey"), align: "right" },
    { title: say("colBytes"), value: count("bytes"), align: "right" },
    { title: say("colLastUsed"), value: (row) => context.when(textAt(row, "lastUsedAt")) },
  ]);
};

function stateText({ say }: CommandContext, row: JsonObject): string {
  if (row["state"] === "filling") return say("windowFilling", { filled: numberAt(row, "filled") ?? 0 });
  const left = numberAt(row, "rebuilding");
  return left === undefined ? say("windowReady") : say("windowRebuilding", { left });
}

const scopeText = ({ say }: CommandContext, scope = ""): string =>
  scope === "*" ? say("everySource") : scope;

/** What has to be read before a version with these windows has values. */
export function neededLines(context: CommandContext, answer: JsonObject): readonly string[] {
  const windows = listAt(answer, "windows");
  if (windows.length === 0) return [];
  const lines = windows.map((one) =>
    context.say("windowNeeded", {
      scope: scopeText(context, textAt(one, "scope")),
      usedBy: textsAt(one, "usedBy").join(", "),
      left: (numberAt(one, "left") ?? 0).toLocaleString("en"),
    }),
  );
  return [context.say("windowsNeeded"), ...lines];
}

const askMs = 300;

/** Has the members made again, and waits until they have taken the place of the former ones. */
async function rebuild(context: CommandContext, id: number): Promise<ExitCode | undefined> {
  const started = objectAt(await context.ask({ method: "POST", path: `${path}/${id}/rebuild`, body: {} }));
  const made = numberAt(started, "rebuild");
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- until it ends
    const rows = listAt(
      objectAt(await context.ask({ method: "GET", path: `${path}?counts=false` })),
      "windows",
    );
    const done = rows.find((row) => numberAt(row, "id") === made);
    if (done !== undefined) {
      const differences = numberAt(objectAt(done, "rebuilt"), "differences") ?? 0;
      context.print(done, () => [context.say("windowRebuilt", { id: made ?? 0, differences })]);
      return differences === 0 ? exitCodes.ok : exitCodes.wrong;
    }
    if (!rows.some((row) => numberAt(row, "id") === id))
      throw new ProbityError("PROBITY_E_NOT_FOUND", context.say("windowGone", { id }));
    // oxlint-disable-next-line no-await-in-loop
    await context.terminal.sleep(askMs);
  }
}
