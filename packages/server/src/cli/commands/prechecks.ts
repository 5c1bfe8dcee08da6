import type { Command } from "commander";
import type { CommandContext } from "../context.ts";
import { listAt, objectAt, textAt } from "../json-read.ts";
import { pairs } from "../output/table.ts";
import { printable } from "../output/width.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { printList } from "./list.ts";
import { required } from "./required.ts";

interface Filters {
  readonly state?: string;
  readonly source?: string;
  readonly point?: string;
  readonly subject?: string;
  readonly outcome?: string;
  readonly limit?: string;
  readonly cursor?: string;
}

/** `probity prechecks ...` */
export function addPrechecks(program: Command, parts: ProgramParts): void {
  const group = program.command("prechecks").description(parts.say("prechecks"));
  addLeaf<Filters>(group, parts, {
    name: "list",
    about: "prechecksList",
    example: "prechecks list --state expired --source purchasing",
    options: [
      ["--state <state>", "optPrecheckState"],
      ["--source <id>", "optSource"],
      ["--point <type>", "optPrecheckPoint"],
      ["--subject <id>", "optSubject"],
      ["--outcome <outcome>", "optPrecheckOutcome"],
      ["--limit <n>", "optLimit"],
      ["--cursor <cursor>", "optCursor"],
    ],
    run: list,
  });
  addLeaf<{ source?: string }>(group, parts, {
    name: "show <id>",
    about: "prechecksShow",
    example: "prechecks show 0190f3c4-7a1e-7000-8000-000000000001 --source purchasing",
    options: [["--source <id>", "optPrecheckSource"]],
    run: (context, [id = ""], { source }) => show(context, required(source, "--source ID"), id),
  });
}

function list(context: CommandContext, _args: readonly string[], filters: Filters): Promise<undefined> {
  const { state, source, point, subject, outcome, limit, cursor } = filters;
  const { say } = context;
  return printList(context, {
    path: "/ops/prechecks",
    query: { state, source, point, subject, outcome, limit, cursor },
    key: "prechecks",
    command: "probity prechecks list",
    empty: state === undefined || state === "open" ? say("precheckNoHold") : undefined,
    columns: [
      { title: say("colSource"), value: (row) => textAt(row, "source") },
      { title: say("colId"), value: (row) => textAt(row, "id") },
      { title: say("colPoint"), value: (row) => textAt(row, "decisionPoint") },
      { title: say("colPrecheckStage"), value: (row) => textAt(row, "stage") },
      { title: say("colPrecheckOutcome"), value: (row) => textAt(row, "outcome") },
      { title: say("colSubject"), value: (row) => textAt(row, "subject"), max: 40 },
      { title: say("colPrecheckPerson"), value: (row) => textAt(row, "person"), max: 40 },
      { title: say("colPrecheckAge"), value: (row) => textAt(row, "ageSeconds"), align: "right" },
      { title: say("colPrecheckExpires"), value: (row) => context.when(textAt(row, "expiresAt")) },
    ],
  });
}

async function show(context: CommandContext, source: string, id: string): Promise<undefined> {
  const { say } = context;
  const path = `/ops/prechecks/${encodeURIComponent(source)}/${encodeURIComponent(id)}`;
  const answer = objectAt(await context.ask({ method: "GET", path }));
  const text = (name: string): string | undefined => textAt(answer, name);
  const findings = listAt(answer, "findings");
  context.print(answer, () => [
    ...pairs([
      [say("colSource"), text("source")],
      [say("colId"), text("id")],
      [say("colPoint"), text("decisionPoint")],
      [say("colPrecheckStage"), text("stage")],
      [say("colPrecheckOutcome"), text("outcome")],
      [say("colPrecheckMode"), text("mode")],
      [say("colSubject"), text("subject")],
      [say("colPrecheckPerson"), text("person")],
      [say("colPrecheckUnit"), text("unit")],
      [say("colOpened"), context.when(text("openedAt"))],
      [say("colPrecheckExpires"), context.when(text("expiresAt"))],
      [say("colPrecheckClosed"), context.when(text("closedAt"))],
      [say("colPrecheckAct"), text("actEventId")],
      [say("colPrecheckDigest"), text("draftHash")],
      [say("colPrecheckParity"), text("parity")],
    ]),
    ...findings.map((finding) =>
      printable(
        `  ${textAt(finding, "rule") ?? ""}  ${textAt(finding, "result") ?? ""}  ${textAt(finding, "action") ?? ""}`,
      ).trimEnd(),
    ),
  ]);
  return undefined;
}
