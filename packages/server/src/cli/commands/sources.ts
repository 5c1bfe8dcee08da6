import type { Command } from "commander";
import type { JsonObject } from "@probity/contracts";
import { listAt, numberAt, objectAt, textAt } from "../json-read.ts";
import { pairs, table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { numberOption } from "./number-option.ts";

/** `probity sources ...` */
export function addSources(program: Command, parts: ProgramParts): void {
  const group = program.command("sources").description(parts.say("sources"));
  addLeaf<{ name?: string }>(group, parts, {
    name: "add <id>",
    about: "sourcesAdd",
    example: "sources add purchasing --name 采购系统",
    options: [["--name <name>", "sourcesName"]],
    async run(context, [id = ""], options) {
      const body = { id, ...(options.name === undefined ? {} : { name: options.name }) };
      const issued = objectAt(await context.ask({ method: "POST", path: "/ops/sources", body }));
      context.print(issued, () => [context.say("sourceAdded", { id }), ...keyLines(issued, parts)]);
      return undefined;
    },
  });
  addLeaf<{ overlapHours?: string }>(group, parts, {
    name: "rotate <id>",
    about: "sourcesRotate",
    example: "sources rotate purchasing --overlap-hours 48",
    options: [["--overlap-hours <hours>", "sourcesOverlap"]],
    async run(context, [id = ""], options) {
      const overlapHours = numberOption(options.overlapHours, "--overlap-hours", {
        min: 0,
        max: 720,
        default: 24,
      });
      const path = `/ops/sources/${encodeURIComponent(id)}/rotate`;
      const issued = objectAt(await context.ask({ method: "POST", path, body: { overlapHours } }));
      const until = context.when(textAt(issued, "olderKeysExpireAt")) ?? "-";
      context.print(issued, () => [context.say("keyRotated", { id, until }), ...keyLines(issued, parts)]);
      return undefined;
    },
  });
  addLeaf(group, parts, {
    name: "revoke <id>",
    about: "sourcesRevoke",
    example: "sources revoke purchasing",
    async run(context, [id = ""]) {
      const path = `/ops/sources/${encodeURIComponent(id)}/revoke`;
      const answer = await context.ask({ method: "POST", path, body: {} });
      context.print(answer ?? { id }, () => [context.say("sourceRevoked", { id })]);
      return undefined;
    },
  });
  addList(group, parts);
}

function addList(group: Command, parts: ProgramParts): void {
  addLeaf(group, parts, {
    name: "list",
    about: "sourcesList",
    example: "sources list --json",
    async run(context) {
      const { say } = context;
      const answer = await context.ask({ method: "GET", path: "/ops/sources" });
      const rows = listAt(answer, "sources");
      context.print(answer, () =>
        rows.length === 0
          ? [say("none")]
          : table(rows, [
              { title: say("colId"), value: (row) => textAt(row, "id") },
              { title: say("colName"), value: (row) => textAt(row, "name") },
              { title: say("colKeys"), value: (row) => numberAt(row, "keys"), align: "right" },
              { title: say("colBundle"), value: (row) => numberAt(row, "bundleVersion"), align: "right" },
              { title: say("colCreated"), value: (row) => context.when(textAt(row, "createdAt")) },
              { title: say("colRevoked"), value: (row) => context.when(textAt(row, "revokedAt")) },
            ]),
      );
      return undefined;
    },
  });
}

function keyLines(issued: JsonObject, { say }: ProgramParts): readonly string[] {
  const vkey = textAt(issued, "vkey");
  return [
    say("keyOnce"),
    ...pairs([
      [say("key"), textAt(issued, "key")],
      ...(vkey === undefined ? [] : [[say("verifierKey"), vkey] as const]),
    ]),
  ];
}
