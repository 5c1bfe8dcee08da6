import type { Command } from "commander";
import type { JsonObject } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { listAt, objectAt, textAt } from "../json-read.ts";
import { table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";

interface GrantOptions {
  readonly unit?: string;
  readonly from?: string;
  readonly until?: string;
}

/** Whose roles are changed: those of people, of service tokens, or of groups of the identity provider. */
type Holder = "people" | "services" | "groups";

/** The group of commands and an example of an id. */
const shown: Readonly<Record<Holder, readonly [called: string, id: string]>> = {
  people: ["people", "li.na"],
  services: ["tokens", "reporter"],
  groups: ["groups", "0193f0c2-7a1e-7000-8000-000000000001"],
};

/** Commands that give, take and list roles: `grant`, `revoke-grant`, `grants`, under `probity people`, `tokens` or `groups`. */
export function addGrantCommands(group: Command, parts: ProgramParts, holder: Holder): void {
  const [called, id] = shown[holder];
  addLeaf<GrantOptions>(group, parts, {
    name: "grant <id> <role>",
    about: "grantGive",
    example: `${called} grant ${id} handler --unit county-3 --until 2027-06-30T00:00:00+08:00`,
    options: [
      ["--unit <unit>", "grantUnit"],
      ["--from <moment>", "grantFrom"],
      ["--until <moment>", "grantUntil"],
    ],
    async run(context, [who = "", role = ""], { unit, from, until }) {
      const body = {
        role,
        ...(unit !== undefined && { unit }),
        ...(from !== undefined && { from }),
        ...(until !== undefined && { until }),
      };
      const path = pathOf(holder, who);
      const answer = objectAt(await context.ask({ method: "POST", path, body }));
      context.print(answer, () => [outcome(context, answer, who, role)]);
      return undefined;
    },
  });
  addLeaf(group, parts, {
    name: "revoke-grant <grant>",
    about: "grantTake",
    example: `${called} revoke-grant 01a235fd-dbab-7b2f-a777-291382bbace1`,
    async run(context, [grant = ""]) {
      const path = `/ops/grants/${encodeURIComponent(grant)}/revoke`;
      const answer = await context.ask({ method: "POST", path, body: {} });
      context.print(answer, () => [context.say("grantTaken", { id: grant })]);
      return undefined;
    },
  });
  addLeaf(group, parts, {
    name: "grants <id>",
    about: "grantList",
    example: `${called} grants ${id}`,
    async run(context, [who = ""]) {
      const answer = await context.ask({ method: "GET", path: pathOf(holder, who) });
      context.print(answer, () => grantTable(context, listAt(answer, "grants")));
      return undefined;
    },
  });
}

const pathOf = (holder: Holder, who: string): string => `/ops/${holder}/${encodeURIComponent(who)}/grants`;

function outcome({ say }: CommandContext, answer: JsonObject, id: string, role: string): string {
  if (answer["request"] === undefined) return say("grantGiven", { id, role });
  return say("grantAsked", { role, request: textAt(objectAt(answer["request"]), "id") ?? "-" });
}

function grantTable(context: CommandContext, rows: readonly JsonObject[]): readonly string[] {
  const { say } = context;
  if (rows.length === 0) return [say("none")];
  return table(rows, [
    { title: say("colId"), value: (row) => textAt(row, "id") },
    { title: say("colRole"), value: (row) => textAt(row, "role") },
    { title: say("colUnit"), value: (row) => textAt(row, "unit") ?? say("everywhere") },
    { title: say("colState"), value: (row) => say(stateKeys[textAt(row, "state") ?? ""] ?? "grantOver") },
    { title: say("colFrom"), value: (row) => context.when(textAt(row, "from")) },
    { title: say("colUntil"), value: (row) => context.when(textAt(row, "until")) },
  ]);
}

const stateKeys: Readonly<Record<string, "grantComing" | "grantInForce" | "grantOver">> = {
  coming: "grantComing",
  in_force: "grantInForce",
  over: "grantOver",
};
