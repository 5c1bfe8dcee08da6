import type { Command } from "commander";
import type { JsonObject } from "@probity/contracts";
import { listAt, numberAt, objectAt, textAt } from "../json-read.ts";
import { pairs, table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import type { CommandContext } from "../context.ts";
import { addLeaf } from "./leaf.ts";
import { numberOption } from "./number-option.ts";
import { approve, printPending, reject } from "./requests.ts";
import { required } from "./required.ts";
import { addGrantCommands } from "./people-grants.ts";

interface AddOptions {
  readonly name?: string;
  readonly hours?: string;
}

/** `probity people ...` */
export function addPeople(program: Command, parts: ProgramParts): void {
  const group = program.command("people").description(parts.say("people"));
  addLeaf<AddOptions>(group, parts, {
    name: "add <id>",
    about: "peopleAdd",
    example: "people add li.na --name 李娜",
    options: [
      ["--name <name>", "peopleName"],
      ["--hours <hours>", "peopleHours"],
    ],
    async run(context, [id = ""], options) {
      const name = options.name === undefined ? {} : { name: options.name };
      const body = { id, ...name, ...hoursOf(options) };
      const issued = objectAt(await context.ask({ method: "POST", path: "/ops/people", body }));
      context.print(issued, () => [context.say("personAdded", { id }), ...tokenLines(context, issued)]);
      return undefined;
    },
  });
  addLeaf<AddOptions>(group, parts, {
    name: "token <id>",
    about: "peopleToken",
    example: "people token li.na --hours 24",
    options: [["--hours <hours>", "peopleHours"]],
    async run(context, [id = ""], options) {
      const path = `/ops/people/${encodeURIComponent(id)}/tokens`;
      const issued = objectAt(await context.ask({ method: "POST", path, body: hoursOf(options) }));
      context.print(issued, () => [context.say("tokenIssued", { id }), ...tokenLines(context, issued)]);
      return undefined;
    },
  });
  addLeaf(group, parts, {
    name: "revoke <id>",
    about: "peopleRevoke",
    example: "people revoke li.na",
    async run(context, [id = ""]) {
      const path = `/ops/people/${encodeURIComponent(id)}/revoke`;
      const answer = await context.ask({ method: "POST", path, body: {} });
      context.print(answer, () => [context.say("personRevoked", { id })]);
      return undefined;
    },
  });
  addPassword(group, parts);
  addAgreement(group, parts);
  addGrantCommands(group, parts, "people");
  addList(group, parts);
}

function addAgreement(group: Command, parts: ProgramParts): void {
  addLeaf(group, parts, {
    name: "pending",
    about: "peoplePending",
    example: "people pending",
    run: (context) => printPending(context, "grant", undefined),
  });
  addLeaf(group, parts, {
    name: "approve <id>",
    about: "peopleApprove",
    example: "people approve 01975f0a-0000-7000-8000-000000000001",
    run: (context, [id = ""]) => approve(context, id),
  });
  addLeaf<{ readonly reason?: string }>(group, parts, {
    name: "reject <id>",
    about: "peopleReject",
    example: 'people reject 01975f0a-0000-7000-8000-000000000001 --reason "another person is meant"',
    options: [["--reason <text>", "optReason"]],
    run: (context, [id = ""], { reason }) => reject(context, id, required(reason, "--reason TEXT")),
  });
}

function addPassword(group: Command, parts: ProgramParts): void {
  addLeaf(group, parts, {
    name: "password <id>",
    about: "peoplePassword",
    example: "people password li.na",
    async run(context, [id = ""]) {
      const path = `/ops/people/${encodeURIComponent(id)}/password`;
      const issued = objectAt(await context.ask({ method: "POST", path, body: {} }));
      context.print(issued, () => [
        context.say("passwordReset", { id }),
        ...pairs([
          [context.say("token"), textAt(issued, "token")],
          [context.say("tokenExpires"), context.when(textAt(issued, "expiresAt"))],
        ]),
      ]);
      return undefined;
    },
  });
}

function addList(group: Command, parts: ProgramParts): void {
  addLeaf(group, parts, {
    name: "list",
    about: "peopleList",
    example: "people list",
    async run(context) {
      const { say } = context;
      const answer = await context.ask({ method: "GET", path: "/ops/people" });
      const rows = listAt(answer, "people");
      context.print(answer, () =>
        rows.length === 0
          ? [say("none")]
          : table(rows, [
              { title: say("colId"), value: (row) => textAt(row, "id") },
              { title: say("colName"), value: (row) => textAt(row, "name") },
              { title: say("colTokens"), value: (row) => numberAt(row, "tokens"), align: "right" },
              { title: say("colCreated"), value: (row) => context.when(textAt(row, "createdAt")) },
              { title: say("colRevoked"), value: (row) => context.when(textAt(row, "revokedAt")) },
            ]),
      );
      return undefined;
    },
  });
}

function hoursOf({ hours }: AddOptions): { readonly hours?: number } {
  return hours === undefined
    ? {}
    : { hours: numberOption(hours, "--hours", { min: 1, max: 87_600, default: 1 }) };
}

function tokenLines(context: CommandContext, issued: JsonObject): readonly string[] {
  const { say } = context;
  const expires = context.when(textAt(issued, "expiresAt"));
  return [
    say("tokenOnce"),
    ...pairs([
      [say("token"), textAt(issued, "token")],
      ...(expires === undefined ? [] : [[say("tokenExpires"), expires] as const]),
    ]),
  ];
}
