import type { Command } from "commander";
import { listAt, objectAt, textAt } from "../json-read.ts";
import { pairs, table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { numberOption } from "./number-option.ts";
import { addGrantCommands } from "./people-grants.ts";

/** `probity tokens ...`: programs that use the API in their own name. */
export function addTokens(program: Command, parts: ProgramParts): void {
  const group = program.command("tokens").description(parts.say("tokens"));
  addLeaf<{ readonly hours?: string }>(group, parts, {
    name: "add <id>",
    about: "tokensAdd",
    example: "tokens add reporter --hours 2160",
    options: [["--hours <hours>", "tokensHours"]],
    async run(context, [id = ""], { hours }) {
      const life =
        hours === undefined
          ? {}
          : { hours: numberOption(hours, "--hours", { min: 1, max: 17_568, default: 1 }) };
      const issued = objectAt(
        await context.ask({ method: "POST", path: "/ops/services", body: { id, ...life } }),
      );
      context.print(issued, () => [
        context.say("tokenIssued", { id }),
        context.say("tokenOnce"),
        ...pairs([
          [context.say("token"), textAt(issued, "token")],
          [context.say("tokenExpires"), context.when(textAt(issued, "expiresAt"))],
        ]),
      ]);
      return undefined;
    },
  });
  addLeaf(group, parts, {
    name: "revoke <id>",
    about: "tokensRevoke",
    example: "tokens revoke reporter",
    async run(context, [id = ""]) {
      const path = `/ops/services/${encodeURIComponent(id)}/revoke`;
      const answer = await context.ask({ method: "POST", path, body: {} });
      context.print(answer, () => [context.say("personRevoked", { id })]);
      return undefined;
    },
  });
  addTokenList(group, parts);
  addGrantCommands(group, parts, "services");
}

function addTokenList(group: Command, parts: ProgramParts): void {
  addLeaf(group, parts, {
    name: "list",
    about: "tokensList",
    example: "tokens list",
    async run(context) {
      const { say } = context;
      const answer = await context.ask({ method: "GET", path: "/ops/services" });
      const rows = listAt(answer, "services");
      context.print(answer, () =>
        rows.length === 0
          ? [say("none")]
          : table(rows, [
              { title: say("colId"), value: (row) => textAt(row, "id") },
              { title: say("colCreated"), value: (row) => context.when(textAt(row, "createdAt")) },
              { title: say("colUntil"), value: (row) => context.when(textAt(row, "expiresAt")) },
              { title: say("colUsed"), value: (row) => context.when(textAt(row, "lastUsedAt")) },
              { title: say("colRevoked"), value: (row) => context.when(textAt(row, "revokedAt")) },
            ]),
      );
      return undefined;
    },
  });
}
