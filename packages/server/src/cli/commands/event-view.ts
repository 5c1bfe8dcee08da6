import type { Json, JsonObject } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { listAt, objectAt, textAt } from "../json-read.ts";
import type { Column } from "../output/table.ts";
import { evidenceText } from "../output/evidence-text.ts";
import { printable } from "../output/width.ts";

/** Columns that show findings. */
export function findingColumns(context: CommandContext): readonly Column<JsonObject>[] {
  const { say } = context;
  return [
    { title: say("colRule"), value: (row) => textAt(row, "rule") },
    { title: say("colLevel"), value: (row) => textAt(row, "level"), align: "right" },
    { title: say("colResult"), value: (row) => context.word(textAt(row, "result")) },
    { title: say("colAction"), value: (row) => context.word(textAt(row, "action")) },
    { title: say("colMessage"), value: (row) => explanationOf(context, row), max: 120 },
  ];
}

/** The message of a hit, or why a rule could not be judged, in the person's language. */
export function explanationOf(context: CommandContext, finding: JsonObject): string | undefined {
  const message = textAt(objectAt(finding, "message"), context.locale);
  if (message !== undefined) return message;
  const reason = objectAt(finding, "reason");
  const paths = reason["paths"];
  if (!Array.isArray(paths) || paths.length === 0) return textAt(reason, "detail") ?? textAt(reason, "code");
  return `${context.say("missing")} ${paths.map(String).join(", ")}`;
}

/** `label  value` of the evidence of a finding. */
export function evidenceOf(
  context: CommandContext,
  finding: JsonObject,
): readonly (readonly [string, string | undefined])[] {
  return listAt(finding, "evidence").map((item) => {
    const label = textAt(objectAt(item, "label"), context.locale) ?? textAt(item, "name") ?? "";
    return [
      `  ${label}`,
      evidenceText(item["value"], context.locale, (moment) => context.when(moment)),
    ] as const;
  });
}

/** JSON over lines, without characters that steer a terminal. */
export function jsonLines(value: Json): readonly string[] {
  return JSON.stringify(value, undefined, 2)
    .split("\n")
    .map((line) => /^ */.exec(line)?.[0] + printable(line.trimStart()));
}
