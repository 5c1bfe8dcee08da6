import type { Command } from "commander";
import type { JsonObject } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { listAt, numberAt, objectAt, textAt } from "../json-read.ts";
import { table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";

/** `probity rules effectiveness`, `probity rules calibrate`: what people found out about the alerts of rules (AL-2). */
export function addRulesEffectiveness(group: Command, parts: ProgramParts): void {
  addLeaf(group, parts, {
    name: "effectiveness <rule>",
    about: "rulesEffectiveness",
    example: "rules effectiveness PROC-TND-001",
    async run(context, [rule = ""]) {
      const path = `/ops/rules/${encodeURIComponent(rule)}/effectiveness`;
      const answer = objectAt(await context.ask({ method: "GET", path }));
      context.print(answer, () => [
        ...versions(context, listAt(answer, "versions")),
        overrideLine(context, objectAt(answer, "override")),
      ]);
      return undefined;
    },
  });
  addLeaf(group, parts, {
    name: "calibrate",
    about: "rulesCalibrate",
    example: "rules calibrate",
    async run(context) {
      const answer = objectAt(await context.ask({ method: "POST", path: "/ops/calibrations", body: {} }));
      const text = answer["made"] === true ? "calibrationMade" : "calibrationSame";
      context.print(answer, () => [context.say(text, { version: numberAt(answer, "version") ?? 0 })]);
      return undefined;
    },
  });
}

const percent = (row: JsonObject, key: string): string => {
  const share = numberAt(row, key);
  return share === undefined ? "-" : `${Math.round(share * 1000) / 10} %`;
};

const counted =
  (key: string) =>
  (row: JsonObject): number | undefined =>
    numberAt(row, key);

function versions({ say }: CommandContext, rows: readonly JsonObject[]): readonly string[] {
  return table(rows, [
    { title: say("colVersion"), value: (row) => textAt(row, "version") },
    { title: say("colEvaluated"), value: counted("evaluations"), align: "right" },
    { title: say("colHits"), value: counted("hits"), align: "right" },
    { title: say("colIndeterminate"), value: (row) => percent(row, "indeterminateShare"), align: "right" },
    { title: say("colAlerts"), value: counted("alerts"), align: "right" },
    { title: say("colConfirmed"), value: counted("confirmed"), align: "right" },
    { title: say("colPartly"), value: counted("partly"), align: "right" },
    { title: say("colNotConfirmed"), value: counted("notConfirmed"), align: "right" },
    {
      title: say("colPrecision"),
      value: (row) => {
        const precision = objectAt(row, "precision");
        return `${percent(precision, "mean")} (${percent(precision, "low")} .. ${percent(precision, "high")})`;
      },
      align: "right",
    },
    { title: say("colBelowFloor"), value: (row) => (row["belowFloor"] === true ? "!" : "") },
  ]);
}

const overrideLine = ({ say }: CommandContext, row: JsonObject): string =>
  say(row["flagged"] === true ? "overrideFlagged" : "overrideLine", {
    days: numberAt(row, "days") ?? 0,
    shown: numberAt(row, "shown") ?? 0,
    overridden: numberAt(row, "overridden") ?? 0,
    share: percent(row, "share"),
  });
