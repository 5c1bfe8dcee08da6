import { readFileSync } from "node:fs";
import type { Command } from "commander";
import type { Json } from "@probity/contracts";
import { ProbityError } from "@probity/contracts";
import { objectAt, textAt } from "../json-read.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { printList } from "./list.ts";

/** `probity types ...` */
export function addTypes(program: Command, parts: ProgramParts): void {
  const group = program.command("types").description(parts.say("typesGroup"));
  addLeaf<{ source?: string }>(group, parts, {
    name: "add <file>",
    about: "typesAdd",
    example: "types add seal-used.json --source office",
    options: [["--source <id>", "optSource"]],
    async run(context, [file = ""], options) {
      const definition = objectAt(readJsonFile(file));
      const body = options.source === undefined ? definition : { ...definition, source: options.source };
      const answer = objectAt(await context.ask({ method: "POST", path: "/ops/types", body }));
      const type = textAt(answer, "type") ?? textAt(definition, "type") ?? "";
      const version = textAt(answer, "version") ?? textAt(definition, "version") ?? "";
      const isNew = answer["created"] !== false;
      context.print(answer, () => [context.say(isNew ? "typeAdded" : "typeUnchanged", { type, version })]);
      return undefined;
    },
  });
  addLeaf(group, parts, {
    name: "list",
    about: "typesList",
    example: "types list",
    run: (context) =>
      printList(context, {
        path: "/ops/types",
        query: {},
        key: "types",
        command: "probity types list",
        columns: [
          { title: context.say("colType"), value: (row) => textAt(row, "type") },
          { title: context.say("colVersion"), value: (row) => textAt(row, "version") },
          { title: context.say("colName"), value: (row) => textAt(objectAt(row, "name"), context.locale) },
          { title: context.say("colSource"), value: (row) => textAt(row, "source") },
        ],
      }),
  });
}

/** Reads a JSON file. Throws `PROBITY_E_FILE`. */
export function readJsonFile(file: string): Json {
  try {
    // JSON.parse gives a JSON value by definition.
    return JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, "")) as Json;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ProbityError("PROBITY_E_FILE", `${file}: ${reason}`, { cause });
  }
}
