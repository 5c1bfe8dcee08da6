import type { Command } from "commander";
import { listAt, objectAt, numberAt, textAt } from "../json-read.ts";
import { table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { addNotifyDeliveries } from "./notify-deliveries.ts";
import { numberOption } from "./number-option.ts";
import { required } from "./required.ts";
import { readJsonFile } from "./types.ts";

/** `probity notify ...` */
export function addNotify(program: Command, parts: ProgramParts): void {
  const group = program.command("notify").description(parts.say("notify"));
  addChannelList(group, parts);
  addChannelChanges(group, parts);
  addTest(group, parts);
  addNotifyDeliveries(group, parts);
  addAddress(group, parts);
}

const pathOf = (id: string): string => `/ops/channels/${encodeURIComponent(id)}`;

function addChannelList(group: Command, parts: ProgramParts): void {
  addLeaf(group, parts, {
    name: "channels",
    about: "notifyChannels",
    example: "notify channels",
    async run(context) {
      const { say } = context;
      const answer = await context.ask({ method: "GET", path: "/ops/channels" });
      const rows = listAt(answer, "channels");
      context.print(answer, () =>
        rows.length === 0
          ? [say("notifyNone")]
          : table(rows, [
              { title: say("colId"), value: (row) => textAt(row, "id") },
              { title: say("colKind"), value: (row) => textAt(row, "kind") },
              { title: say("colState"), value: (row) => context.word(textAt(row, "state")) },
              { title: say("colWaiting"), value: (row) => textAt(row, "waiting"), align: "right" },
              { title: say("colFailures"), value: (row) => textAt(row, "failures"), align: "right" },
              { title: say("colHeldUntil"), value: (row) => context.when(textAt(row, "heldUntil")) },
              { title: say("colError"), value: (row) => textAt(row, "lastError") },
            ]),
      );
      return undefined;
    },
  });
}

function addChannelChanges(group: Command, parts: ProgramParts): void {
  addLeaf(group, parts, {
    name: "add <file>",
    about: "notifyAdd",
    example: "notify add mail.json",
    async run(context, [file = ""]) {
      const added = objectAt(
        await context.ask({ method: "POST", path: "/ops/channels", body: readJsonFile(file) }),
      );
      context.print(added, () => [context.say("channelAdded", { id: textAt(added, "id") ?? "" })]);
      return undefined;
    },
  });
  addLeaf<{ secret?: string; hours?: string }>(group, parts, {
    name: "rotate <channel>",
    about: "notifyRotate",
    example: "notify rotate oa-hook --secret oa-hook-2027 --hours 48",
    options: [
      ["--secret <name>", "optNotifySecret"],
      ["--hours <hours>", "optNotifyHours"],
    ],
    async run(context, [id = ""], options) {
      const secret = required(options.secret, "--secret NAME");
      const hours = numberOption(options.hours, "--hours", { min: 0, max: 8_760, default: 24 });
      const path = `${pathOf(id)}/rotate`;
      const answer = await context.ask({ method: "POST", path, body: { secret, hours } });
      context.print(answer, () => [context.say("channelRotated", { id, secret })]);
      return undefined;
    },
  });
  for (const [name, about] of [
    ["disable", "notifyDisable"],
    ["enable", "notifyEnable"],
  ] as const)
    addLeaf(group, parts, {
      name: `${name} <channel>`,
      about,
      example: `notify ${name} oa-hook`,
      async run(context, [id = ""]) {
        const changed = objectAt(
          await context.ask({ method: "POST", path: `${pathOf(id)}/${name}`, body: {} }),
        );
        const state = context.word(textAt(changed, "state")) ?? "";
        context.print(changed, () => [context.say("channelState", { id, state })]);
        return undefined;
      },
    });
}

function addTest(group: Command, parts: ProgramParts): void {
  addLeaf<{ to?: string }>(group, parts, {
    name: "test <channel>",
    about: "notifyTest",
    example: "notify test mail --to li.na@example.org",
    options: [["--to <address>", "optNotifyTo"]],
    async run(context, [id = ""], { to }) {
      const body = to === undefined ? {} : { to };
      const answer = objectAt(await context.ask({ method: "POST", path: `${pathOf(id)}/test`, body }));
      const works = answer["ok"] === true;
      context.print(answer, () => [
        works
          ? context.say("channelWorks", { id, ms: numberAt(answer, "durationMs") ?? 0 })
          : context.say("channelFails", { id, error: textAt(answer, "error") ?? "" }),
      ]);
      return works ? undefined : 1;
    },
  });
}

function addAddress(group: Command, parts: ProgramParts): void {
  addLeaf(group, parts, {
    name: "address <person> [pairs...]",
    about: "notifyAddress",
    example: "notify address li.na smtp=li.na@example.org sms=13800000000",
    async run(context, [person = "", ...pairs]) {
      const path = `/ops/people/${encodeURIComponent(person)}/addresses`;
      const body = Object.fromEntries(
        pairs.map((pair) => {
          const at = pair.indexOf("=");
          const value = at < 0 ? "" : pair.slice(at + 1);
          return [at < 0 ? pair : pair.slice(0, at), value === "" ? null : value];
        }),
      );
      const answer = await context.ask(
        pairs.length === 0 ? { method: "GET", path } : { method: "PUT", path, body },
      );
      const rows = Object.entries(objectAt(answer, "addresses")).map(([channel, address]) => ({
        channel,
        address,
      }));
      context.print(answer, () =>
        rows.length === 0
          ? [context.say("none")]
          : table(rows, [
              { title: context.say("colChannel"), value: (row) => textAt(row, "channel") },
              { title: context.say("colAddress"), value: (row) => textAt(row, "address") },
            ]),
      );
      return undefined;
    },
  });
}
