import type { JsonObject } from "@probity/contracts";
import type { Command } from "commander";
import type { CommandContext } from "../context.ts";
import { listAt, objectAt, textAt, textsAt } from "../json-read.ts";
import { pairs } from "../output/table.ts";
import { printable } from "../output/width.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { printList } from "./list.ts";

interface Filters {
  readonly state?: string;
  readonly source?: string;
  readonly subject?: string;
  readonly requester?: string;
  readonly approver?: string;
  readonly limit?: string;
  readonly cursor?: string;
}

/** `probity approvals ...` */
export function addApprovals(program: Command, parts: ProgramParts): void {
  const group = program.command("approvals").description(parts.say("approvals"));
  addLeaf<Filters>(group, parts, {
    name: "list",
    about: "approvalsList",
    example: "approvals list --state expired --source purchasing",
    options: [
      ["--state <state>", "optApprovalState"],
      ["--source <id>", "optSource"],
      ["--subject <id>", "optSubject"],
      ["--requester <person>", "optApprovalRequester"],
      ["--approver <person>", "optApprovalApprover"],
      ["--limit <n>", "optLimit"],
      ["--cursor <cursor>", "optCursor"],
    ],
    run: list,
  });
  addLeaf(group, parts, {
    name: "show <id>",
    about: "approvalsShow",
    example: "approvals show 0190f3c4-7a1e-7000-8000-000000000001",
    options: [],
    run: (context, [id = ""]) => show(context, id),
  });
}

function list(context: CommandContext, _args: readonly string[], filters: Filters): Promise<undefined> {
  const { state, source, subject, requester, approver, limit, cursor } = filters;
  const { say } = context;
  return printList(context, {
    path: "/ops/approvals",
    query: { state, source, subject, requester, approver, limit, cursor },
    key: "approvals",
    command: "probity approvals list",
    empty: state === undefined || state === "open" ? say("approvalNoneOpen") : undefined,
    columns: [
      { title: say("colSource"), value: (row) => textAt(row, "source") },
      { title: say("colId"), value: (row) => textAt(row, "id") },
      { title: say("colPoint"), value: (row) => textAt(row, "type") },
      { title: say("colApprovalState"), value: (row) => textAt(row, "state") },
      { title: say("colSubject"), value: (row) => textAt(row, "subject"), max: 40 },
      { title: say("colApprovalRequester"), value: (row) => textAt(row, "requesterId"), max: 40 },
      { title: say("colApprovalEligible"), value: (row) => textAt(row, "eligible"), align: "right" },
      { title: say("colApprovalExcluded"), value: (row) => textAt(row, "excluded"), align: "right" },
      { title: say("colApprovalDeadline"), value: (row) => context.when(textAt(row, "deadline")) },
      { title: say("colApprovalApprover"), value: (row) => textAt(row, "approverId"), max: 40 },
    ],
  });
}

async function show(context: CommandContext, id: string): Promise<undefined> {
  const { say } = context;
  const answer = objectAt(
    await context.ask({ method: "GET", path: `/ops/approvals/${encodeURIComponent(id)}` }),
  );
  const text = (name: string): string | undefined => textAt(answer, name);
  const title = objectAt(answer, "title");
  context.print(answer, () => [
    ...pairs([
      [say("colSource"), text("source")],
      [say("colId"), text("id")],
      [say("colApprovalTitle"), textAt(title, context.locale)],
      [say("colPoint"), text("type")],
      [say("colApprovalPrecheck"), text("decisionId")],
      [say("colSubject"), text("subject")],
      [say("colApprovalState"), text("state")],
      [say("colApprovalRequester"), text("requesterId")],
      [say("colApprovalRole"), text("role")],
      [say("colApprovalAsked"), context.when(text("createdAt"))],
      [say("colApprovalDeadline"), context.when(text("deadline"))],
      [say("colApprovalReminders"), text("reminders")],
      [say("colApprovalApprover"), text("approverId")],
      [say("colApprovalDecided"), context.when(text("decidedAt"))],
      [say("colApprovalVia"), text("via")],
      [say("colApprovalReason"), text("reason")],
      [say("colApprovalValid"), context.when(text("validUntil"))],
    ]),
    ...listAt(answer, "candidates").flatMap((one) => candidateLines(context, one)),
  ]);
  return undefined;
}

/** A candidate, why not, and the relations that say so. */
function candidateLines({ say }: CommandContext, one: JsonObject): readonly string[] {
  const reasons = textsAt(one, "reasons");
  const warnings = textsAt(one, "warnings").map((warning) => `${say("approvalInferred")} ${warning}`);
  const verdict =
    reasons.length === 0 ? say("approvalMay") : `${say("approvalMayNot")} ${reasons.join(", ")}`;
  const name = textAt(one, "name");
  const who = `${textAt(one, "personId") ?? ""}${name === undefined ? "" : ` (${name})`}`;
  const evidence = listAt(one, "evidence").flatMap((found) => {
    const steps = listAt(found, "edges").map((edge) => {
      const [from, to] = [objectAt(edge, "from"), objectAt(edge, "to")];
      return `${textAt(from, "key") ?? ""} -${textAt(edge, "kind") ?? ""}-> ${textAt(to, "key") ?? ""}`;
    });
    const told = steps.length === 0 ? [say("approvalToldBySource")] : steps;
    return [`    ${textAt(found, "reason") ?? ""} ${textAt(found, "to") ?? ""}: ${told.join(", ")}`];
  });
  return [`  ${who}  ${[verdict, ...warnings].join("; ")}`, ...evidence].map((line) =>
    printable(line).trimEnd(),
  );
}
