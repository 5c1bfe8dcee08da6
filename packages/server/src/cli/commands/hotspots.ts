import type { Command } from "commander";
import type { JsonObject } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { listAt, numberAt, objectAt, textAt, textsAt } from "../json-read.ts";
import { table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { withQuery } from "./list.ts";
import { numberOption } from "./number-option.ts";

interface Options {
  readonly by?: string;
  readonly from?: string;
  readonly to?: string;
  readonly class?: string;
  readonly limit?: string;
  readonly days?: string;
}

/** `probity hotspots ...`: where alerts gather. */
export function addHotspots(program: Command, parts: ProgramParts): void {
  const group = program.command("hotspots").description(parts.say("hotspots"));
  addLeaf<Options>(group, parts, {
    name: "list",
    about: "hotspotsList",
    example: "hotspots list --by power --from 2026-08-01T00:00:00+08:00",
    options: [
      ["--by <kind>", "optHotspotBy"],
      ["--from <moment>", "optFrom"],
      ["--to <moment>", "optTo"],
      ["--class <class>", "optHotspotClass"],
      ["--limit <n>", "optLimit"],
    ],
    async run(context, _args, { by = "person", from, to, class: track, limit }) {
      numberOption(limit, "--limit", { min: 1, max: 500, default: 50 });
      const path = withQuery("/ops/hotspots", { by, from, to, class: track, limit });
      await print(context, path, "hotspots");
      return undefined;
    },
  });
  addLeaf<Options>(group, parts, {
    name: "repeats",
    about: "hotspotsRepeats",
    example: "hotspots repeats --by person --days 180",
    options: [
      ["--by <kind>", "optHotspotBy"],
      ["--days <n>", "optDays"],
      ["--class <class>", "optHotspotClass"],
    ],
    async run(context, _args, { by = "person", days, class: track }) {
      numberOption(days, "--days", { min: 1, max: 3660, default: 180 });
      await print(context, withQuery("/ops/hotspots/repeats", { by, days, class: track }), "subjects");
      return undefined;
    },
  });
  addLeaf(group, parts, {
    name: "score <kind> <key>",
    about: "hotspotsScore",
    example: "hotspots score unit finance-bureau",
    run: (context, [kind = "", key = ""]) => show(context, kind, key),
  });
}

async function print(context: CommandContext, path: string, key: string): Promise<void> {
  const { say } = context;
  const answer = objectAt(await context.ask({ method: "GET", path }));
  const rows = listAt(answer, key);
  const population = numberAt(answer, "population") ?? 0;
  context.print(answer, () => [
    say("hotspotPopulation", { population, by: textAt(answer, "by") ?? "-" }),
    ...(rows.length === 0
      ? [say("none")]
      : table(rows, [
          { title: say("colHotspotKey"), value: (row) => textAt(row, "key"), max: 40 },
          { title: say("colAlerts"), value: (row) => numberAt(row, "alerts"), align: "right" },
          { title: say("colRules"), value: (row) => numberAt(row, "rules"), align: "right" },
          { title: say("colLevels"), value: levels },
          { title: say("colWeight"), value: (row) => numberAt(row, "weight"), align: "right" },
          {
            title: say("colWeightBefore"),
            value: (row) => numberAt(objectAt(row, "before"), "weight"),
            align: "right",
          },
          { title: say("colTrend"), value: (row) => context.word(textAt(row, "trend")) },
          { title: say("colLast"), value: (row) => context.when(textAt(row, "lastTime")) },
        ])),
  ]);
}

const levels = (row: JsonObject): string => {
  const counts = objectAt(row, "levels");
  return ["1", "2", "3"].map((level) => numberAt(counts, level) ?? 0).join(" / ");
};

async function show(context: CommandContext, kind: string, key: string): Promise<undefined> {
  const { say } = context;
  const path = `/ops/scores/${encodeURIComponent(kind)}/${encodeURIComponent(key)}`;
  const answer = objectAt(await context.ask({ method: "GET", path }));
  context.print(answer, () => [
    say("scoreLine", {
      kind,
      key,
      score: numberAt(answer, "score") ?? 0,
      hits: numberAt(answer, "hits") ?? 0,
      days: numberAt(answer, "halfLifeDays") ?? 0,
    }),
    ...table(listAt(answer, "shares"), [
      { title: say("colLast"), value: (row) => context.when(textAt(row, "time")) },
      { title: say("colScore"), value: (row) => numberAt(row, "score"), align: "right" },
      { title: say("colScoreNow"), value: (row) => numberAt(row, "now"), align: "right" },
      { title: say("colSource"), value: (row) => textAt(row, "source") },
      { title: say("colSubject"), value: (row) => textAt(row, "subject"), max: 40 },
      { title: say("colRules"), value: (row) => textsAt(row, "rules").join(" ") },
    ]),
  ]);
  return undefined;
}
