import type { Command } from "commander";
import type { JsonObject } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { listAt, numberAt, textAt, textsAt } from "../json-read.ts";
import { table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { withQuery } from "./list.ts";
import { numberOption } from "./number-option.ts";

interface StatsOptions {
  readonly source?: string;
  readonly rule?: string;
  readonly days?: string;
}

/** `probity rules stats`. Unlike the other commands of its group it asks a server. */
export function addRulesStats(group: Command, parts: ProgramParts): void {
  addLeaf<StatsOptions>(group, parts, {
    name: "stats",
    about: "rulesStats",
    example: "rules stats --source purchasing --days 30",
    options: [
      ["--source <id>", "optSource"],
      ["--rule <id>", "optRule"],
      ["--days <n>", "optDays"],
    ],
    async run(context, _args, { source, rule, days }) {
      numberOption(days, "--days", { min: 1, max: 3660, default: 90 });
      const path = withQuery("/ops/rules/stats", { source, rule, days });
      const answer = await context.ask({ method: "GET", path });
      const rules = listAt(answer, "rules");
      context.print(answer, () => [
        ...(rules.length === 0 ? [context.say("none")] : statsTable(context, rules)),
        ...listAt(answer, "parity").map((row) => parityLine(context, row)),
      ]);
      return undefined;
    },
  });
}

const percent = (row: JsonObject, key: string): string => {
  const share = numberAt(row, key);
  return share === undefined ? "" : ` (${Math.round(share * 1000) / 10} %)`;
};

const counted =
  (key: string) =>
  (row: JsonObject): number | undefined =>
    numberAt(row, key);

function statsTable({ say }: CommandContext, rows: readonly JsonObject[]): readonly string[] {
  return table(rows, [
    { title: say("colSource"), value: (row) => textAt(row, "source") },
    { title: say("colRule"), value: (row) => textAt(row, "rule") },
    { title: say("colEvaluated"), value: counted("evaluated"), align: "right" },
    { title: say("colHits"), value: counted("hits"), align: "right" },
    {
      title: say("colIndeterminate"),
      value: (row) => `${numberAt(row, "indeterminate") ?? 0}${percent(row, "indeterminateShare")}`,
      align: "right",
    },
    { title: say("colWarned"), value: counted("warned"), align: "right" },
    {
      title: say("colOverridden"),
      value: (row) => `${numberAt(row, "overridden") ?? 0}${percent(row, "overriddenShare")}`,
      align: "right",
    },
    { title: say("colBlocked"), value: counted("blocked"), align: "right" },
    { title: say("colBreaker"), value: (row) => textsAt(row, "breakers").join(" ") },
  ]);
}

const parityLine = ({ say }: CommandContext, row: JsonObject): string =>
  say("parityLine", {
    source: textAt(row, "source") ?? "-",
    equal: numberAt(row, "equal") ?? 0,
    diverged: numberAt(row, "diverged") ?? 0,
    not: numberAt(row, "notComparable") ?? 0,
  });
