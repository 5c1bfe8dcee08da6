import type { Command } from "commander";
import type { Json } from "@probity/contracts";
import { objectAt, textAt } from "../json-read.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { printList } from "./list.ts";
import { approve, printPending, reject, summaryOf } from "./requests.ts";
import { required } from "./required.ts";

/** `probity bindings ...` */
export function addBindings(program: Command, parts: ProgramParts): void {
  const group = program.command("bindings").description(parts.say("bindings"));
  addLeaf<{ source?: string }>(group, parts, {
    name: "apply <file>",
    about: "bindingsApply",
    example: "bindings apply purchasing.yaml --source purchasing",
    options: [["--source <id>", "optSource"]],
    async run(context, [file = ""], options) {
      const source = required(options.source, "--source ID");
      // Loaded only now: it brings the YAML parser and every validator.
      const { loadBindings } = await import("@probity/models");
      // A bindings file that passed its schema is plain JSON.
      const bindings = loadBindings(file) as unknown as Json;
      const path = `/ops/sources/${encodeURIComponent(source)}/bindings`;
      const answer = objectAt(await context.ask({ method: "PUT", path, body: bindings }));
      const request = objectAt(answer, "request");
      const id = textAt(request, "id");
      const version = textAt(answer, "bundleVersion") ?? "-";
      context.print(answer, () =>
        id === undefined
          ? [context.say("bindingsApplied", { source, version })]
          : [context.say("bindingsAsked", { source, id }), ...summaryOf(context, request)],
      );
      return undefined;
    },
  });
  addDecisions(group, parts);
  addLeaf<{ source?: string }>(group, parts, {
    name: "list",
    about: "bindingsList",
    example: "bindings list --source purchasing",
    options: [["--source <id>", "optSource"]],
    run(context, _args, options) {
      const source = required(options.source, "--source ID");
      return printList(context, {
        path: `/ops/sources/${encodeURIComponent(source)}/bindings`,
        query: {},
        key: "bindings",
        command: `probity bindings list --source ${source}`,
        columns: [
          { title: context.say("colId"), value: (row) => textAt(row, "id") },
          { title: context.say("colRule"), value: (row) => textAt(row, "rule") },
          { title: context.say("colAction"), value: (row) => context.word(textAt(row, "action")) },
          {
            title: context.say("colOnIndeterminate"),
            value: (row) => context.word(textAt(row, "onIndeterminate")),
          },
          { title: context.say("colAt"), value: (row) => listText(row["at"]) },
          { title: context.say("colUnits"), value: (row) => listText(row["units"]) },
        ],
      });
    },
  });
}

function listText(value: Json | undefined): string | undefined {
  return Array.isArray(value) ? value.map(String).join(" ") : undefined;
}

/** What another person does about a change. */
function addDecisions(group: Command, parts: ProgramParts): void {
  addLeaf<{ source?: string }>(group, parts, {
    name: "pending",
    about: "bindingsPending",
    example: "bindings pending --source purchasing",
    options: [["--source <id>", "optSource"]],
    run: (context, _args, { source }) => printPending(context, "bindings", source),
  });
  addLeaf(group, parts, {
    name: "approve <id>",
    about: "bindingsApprove",
    example: "bindings approve 01975f0a-0000-7000-8000-000000000001",
    run: (context, [id = ""]) => approve(context, id),
  });
  addLeaf<{ reason?: string }>(group, parts, {
    name: "reject <id>",
    about: "bindingsReject",
    example: 'bindings reject 01975f0a-0000-7000-8000-000000000001 --reason "blocks too much"',
    options: [["--reason <text>", "optReason"]],
    run: (context, [id = ""], { reason }) => reject(context, id, required(reason, "--reason TEXT")),
  });
}
