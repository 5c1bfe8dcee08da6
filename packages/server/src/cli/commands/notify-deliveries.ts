import { ProbityError } from "@probity/contracts";
import type { Command } from "commander";
import { listAt, numberAt, objectAt, textAt, textsAt } from "../json-read.ts";
import { pairs, table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { printList } from "./list.ts";

interface Filters {
  readonly state?: string;
  readonly channel?: string;
  readonly person?: string;
  readonly limit?: string;
  readonly cursor?: string;
}

/** `probity notify deliveries`, `delivery` and `replay`. */
export function addNotifyDeliveries(group: Command, parts: ProgramParts): void {
  addLeaf<Filters>(group, parts, {
    name: "deliveries",
    about: "notifyDeliveries",
    example: "notify deliveries --state dead --channel mail",
    options: [
      ["--state <state>", "optNotifyState"],
      ["--channel <channel>", "optNotifyChannel"],
      ["--person <person>", "optNotifyPerson"],
      ["--limit <n>", "optLimit"],
      ["--cursor <cursor>", "optCursor"],
    ],
    run(context, _args, { state, channel, person, limit, cursor }) {
      const { say } = context;
      return printList(context, {
        path: "/ops/deliveries",
        query: { state, channel, person, limit, cursor },
        key: "deliveries",
        command: "probity notify deliveries",
        columns: [
          { title: say("colId"), value: (row) => textAt(row, "id") },
          { title: say("colChannel"), value: (row) => textAt(row, "channel") },
          { title: say("colPerson"), value: (row) => textAt(row, "person") },
          { title: say("colKind"), value: (row) => textsAt(row, "kinds").join(" ") },
          { title: say("colState"), value: (row) => context.word(textAt(row, "state")) },
          { title: say("colAttempts"), value: (row) => textAt(row, "attempts"), align: "right" },
          { title: say("colTime"), value: (row) => context.when(textAt(row, "createdAt")) },
          { title: say("colError"), value: (row) => textAt(row, "lastError") },
        ],
      });
    },
  });
  addShow(group, parts);
  addReplay(group, parts);
}

function addShow(group: Command, parts: ProgramParts): void {
  addLeaf(group, parts, {
    name: "delivery <id>",
    about: "notifyShow",
    example: "notify delivery 0193f0c2-7a1e-7000-8000-000000000001",
    async run(context, [id = ""]) {
      const { say } = context;
      const path = `/ops/deliveries/${encodeURIComponent(id)}`;
      const delivery = objectAt(await context.ask({ method: "GET", path }));
      const log = listAt(delivery, "log");
      context.print(delivery, () => [
        ...pairs([
          [say("colId"), textAt(delivery, "id")],
          [say("colChannel"), textAt(delivery, "channel")],
          [say("colPerson"), textAt(delivery, "person")],
          [say("colState"), context.word(textAt(delivery, "state"))],
          [say("colKind"), textsAt(delivery, "kinds").join(" ")],
        ]),
        ...(log.length === 0
          ? []
          : table(log, [
              { title: say("colTime"), value: (row) => context.when(textAt(row, "at")) },
              { title: say("colStatus"), value: (row) => textAt(row, "status"), align: "right" },
              { title: say("colDuration"), value: (row) => textAt(row, "durationMs"), align: "right" },
              { title: say("colError"), value: (row) => textAt(row, "error") },
            ])),
      ]);
      return undefined;
    },
  });
}

function addReplay(group: Command, parts: ProgramParts): void {
  addLeaf<{ channel?: string; since?: string }>(group, parts, {
    name: "replay [id]",
    about: "notifyReplay",
    example: "notify replay --channel mail --since 2026-11-30T08:00:00+08:00",
    options: [
      ["--channel <channel>", "optNotifyChannel"],
      ["--since <moment>", "optNotifySince"],
    ],
    async run(context, [id], { channel, since }) {
      if ((id === undefined) === (channel === undefined))
        throw new ProbityError("PROBITY_E_USAGE", "name a delivery, or --channel CHANNEL");
      if (id !== undefined) {
        const path = `/ops/deliveries/${encodeURIComponent(id)}/replay`;
        const answer = await context.ask({ method: "POST", path, body: {} });
        context.print(answer, () => [context.say("replayedOne", { id })]);
        return undefined;
      }
      const body = {
        ...(channel === undefined ? {} : { channel }),
        ...(since === undefined ? {} : { since }),
      };
      const answer = objectAt(await context.ask({ method: "POST", path: "/ops/deliveries/replay", body }));
      const count = numberAt(answer, "replayed") ?? 0;
      context.print(answer, () => [context.say("replayedMany", { count })]);
      return undefined;
    },
  });
}
