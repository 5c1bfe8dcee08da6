import type { Command } from "commander";
import { objectAt, textAt } from "../json-read.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { printList } from "./list.ts";
import { required } from "./required.ts";

/** `probity keys ...` */
export function addKeys(program: Command, parts: ProgramParts): void {
  const group = program.command("keys").description(parts.say("keys"));
  addLeaf(group, parts, {
    name: "list",
    about: "keysList",
    example: "keys list",
    run: (context) =>
      printList(context, {
        path: "/ops/keys",
        query: {},
        key: "keys",
        command: "probity keys list",
        columns: [
          { title: context.say("colKey"), value: (row) => textAt(row, "keyid") },
          { title: context.say("colState"), value: (row) => context.word(textAt(row, "state")) },
          { title: context.say("colChanged"), value: (row) => context.when(textAt(row, "changedAt")) },
          {
            title: context.say("colSignsLog"),
            value: (row) => (row["signsLog"] === true ? context.say("yes") : ""),
          },
          { title: context.say("colReason"), value: (row) => textAt(row, "reason") },
        ],
      }),
  });
  addChanges(group, parts);
}

function addChanges(group: Command, parts: ProgramParts): void {
  addLeaf(group, parts, {
    name: "rotate",
    about: "keysRotate",
    example: "keys rotate",
    async run(context) {
      const answer = objectAt(await context.ask({ method: "POST", path: "/ops/keys/rotate" }));
      const id = textAt(answer, "keyid") ?? "-";
      context.print(answer, () => [context.say("keyRotated", { id })]);
      return undefined;
    },
  });
  addLeaf(group, parts, {
    name: "activate <keyid>",
    about: "keysActivate",
    example: "keys activate probity+1a2b3c4d",
    async run(context, [id = ""]) {
      const path = `/ops/keys/${encodeURIComponent(id)}/activate`;
      const answer = objectAt(await context.ask({ method: "POST", path }));
      const retired = textAt(answer, "retired") ?? "-";
      context.print(answer, () => [context.say("keyActivated", { id, retired })]);
      return undefined;
    },
  });
  addLeaf<{ reason?: string }>(group, parts, {
    name: "revoke <keyid>",
    about: "keysRevoke",
    example: 'keys revoke probity+1a2b3c4d --reason "file was copied"',
    options: [["--reason <text>", "optReason"]],
    async run(context, [id = ""], options) {
      const path = `/ops/keys/${encodeURIComponent(id)}/revoke`;
      const body = { reason: required(options.reason, "--reason TEXT") };
      const answer = await context.ask({ method: "POST", path, body });
      context.print(answer, () => [context.say("keyRevoked", { id })]);
      return undefined;
    },
  });
}
