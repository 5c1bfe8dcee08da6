import type { Command } from "commander";
import type { Json } from "@probity/contracts";
import { ProbityError } from "@probity/contracts";
import { objectAt, textAt } from "../json-read.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { printList } from "./list.ts";

/** `probity bindings ...` */
export function addBindings(program: Command, parts: ProgramParts): void {
  const group = program.command("bindings").description(parts.say("bindings"));
  addLeaf<{ source?: string }>(group, parts, {
    name: "apply <file>",
    about: "bindingsApply",
    example: "bindings apply purchasing.yaml --source purchasing",
    options: [["--source <id>", "optSource"]],
    async run(context, [file = ""], options) {
      const source = requireSource(options.source);
      // Loaded only now: it brings the YAML parser and every validator.
      const { loadBindings } = await import("@probity/models");
      // A bindings file that passed its schema is plain JSON.
      const bindings = loadBindings(file) as unknown as Json;
      const path = `/ops/sources/${encodeURIComponent(source)}/bindings`;
      const answer = objectAt(await context.ask({ method: "PUT", path, body: bindings }));
      const version = textAt(answer, "bundleVersion") ?? "-";
      context.print(answer, () => [context.say("bindingsApplied", { source, version })]);
      return undefined;
    },
  });
  addLeaf<{ source?: string }>(group, parts, {
    name: "list",
    about: "bindingsList",
    example: "bindings list --source purchasing",
    options: [["--source <id>", "optSource"]],
    run(context, _args, options) {
      const source = requireSource(options.source);
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

function requireSource(source: string | undefined): string {
  if (source !== undefined) return source;
  throw new ProbityError("PROBITY_E_USAGE", "--source ID is required");
}
