import type { DataReport, IssueCode, Tally } from "../../import/index.ts";
import { importedTypes, issueCodes } from "../../import/index.ts";
import type { CommandContext } from "../context.ts";
import { pairs, table } from "../output/table.ts";
import type { ImportResult } from "./result.ts";

/** Most rows of the completeness table; the rest is in `--json`. */
const shownFields = 25;

/** The data quality report for people. */
export function reportLines(context: CommandContext, result: ImportResult): readonly string[] {
  const { say } = context;
  const { report } = result;
  return [
    say("reportTitle", { file: result.file }),
    ...(result.dryRun ? [say("dryRun")] : []),
    "",
    ...pairs([
      [say("items"), report.items],
      [say("brokenItems"), report.broken],
      [say("processes"), report.processes],
      [say("bids"), report.bids],
      [say("eventsFound"), result.events],
      ...(result.dryRun ? [] : sentLines(context, result)),
      [say("seconds"), result.seconds],
    ]),
    ...section(say("eventsByType"), eventTable(context, report)),
    ...section(
      say("quarantineTitle"),
      tallyTable(context, report.quarantined, (code) => code),
    ),
    ...section(say("issues"), issueTable(context, report)),
    ...completenessSection(context, report),
    ...(result.dryRun ? [] : alertSection(context, result)),
  ];
}

function sentLines({ say }: CommandContext, { report, quarantinedEvents }: ImportResult): [string, number][] {
  return [
    [say("newEvents"), report.accepted],
    [say("knownEvents"), report.duplicates],
    [say("quarantinedEvents"), quarantinedEvents],
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length <= 1 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
}

function eventTable({ say }: CommandContext, report: DataReport): readonly string[] {
  const rows = importedTypes.flatMap((type) => {
    const found = report.types[type];
    return found === undefined ? [] : [{ type, events: found.events }];
  });
  return table(rows, [
    { title: say("colType"), value: (row) => row.type },
    { title: say("colEvents"), value: (row) => row.events, align: "right" },
  ]);
}

function issueTable(context: CommandContext, report: DataReport): readonly string[] {
  const tallies = Object.fromEntries(
    issueCodes.flatMap((code) => {
      const tally = report.issues[code];
      return tally === undefined ? [] : [[code, tally] as const];
    }),
  );
  // The keys were taken from the list of codes just above.
  return tallyTable(context, tallies, (code) => context.say(code as IssueCode));
}

function tallyTable(
  { say }: CommandContext,
  tallies: Readonly<Record<string, Tally>>,
  nameOf: (code: string) => string,
): readonly string[] {
  const rows = Object.entries(tallies).flatMap(([code, tally]) =>
    Object.entries(tally.where).map(([where, count]) => {
      const example = tally.examples.find((item) => item.where === where);
      return { code, where, count, example };
    }),
  );
  return table(rows, [
    { title: say("colIssue"), value: (row) => nameOf(row.code), max: 40 },
    { title: say("colWhere"), value: (row) => row.where || "-", max: 72 },
    { title: say("colCount"), value: (row) => row.count, align: "right" },
    {
      title: say("colExample"),
      value: ({ example }) =>
        example && [say("line", { item: example.item }), example.value].filter(Boolean).join(": "),
      max: 60,
    },
  ]);
}

/** OCDS does not say who acted, with which power, in which step. */
function isUnknownToOcds(field: string): boolean {
  return /^(actor|power|process|object)\./.test(field);
}

function completenessSection({ say }: CommandContext, report: DataReport): readonly string[] {
  const entries = importedTypes.flatMap((type) =>
    Object.entries(report.types[type]?.required ?? {}).map(([field, events]) => ({ type, field, events })),
  );
  const rows = entries.filter((row) => !isUnknownToOcds(row.field)).toSorted((a, b) => b.events - a.events);
  if (entries.length === 0) return [];
  const conditional = importedTypes
    .flatMap((type) => Object.values(report.types[type]?.conditional ?? {}))
    .reduce((sum, count) => sum + count, 0);
  const lines = table(rows.slice(0, shownFields), [
    { title: say("colType"), value: (row) => row.type },
    { title: say("colField"), value: (row) => row.field },
    { title: say("colEvents"), value: (row) => row.events, align: "right" },
  ]);
  return [
    ...section(say("completeness"), lines),
    ...(rows.length > shownFields
      ? [`  ${say("completenessMore", { count: rows.length - shownFields })}`]
      : []),
    ...(conditional > 0 ? [`  ${say("conditionalNote", { count: conditional })}`] : []),
    `  ${say("unknownToOcds")}`,
  ];
}

function alertSection(context: CommandContext, result: ImportResult): readonly string[] {
  const { say } = context;
  const lines = table(result.alerts, [
    { title: say("colRule"), value: (row) => row.rule },
    { title: say("colLevel"), value: (row) => row.level, align: "right" },
    { title: say("colClass"), value: (row) => context.word(row.class) },
    { title: say("colAlerts"), value: (row) => row.alerts, align: "right" },
    { title: say("colFindings"), value: (row) => row.findings, align: "right" },
  ]);
  return [
    "",
    say("alertsTitle", { source: result.source }),
    ...(result.alerts.length === 0 ? [say("noAlerts")] : lines).map((line) => `  ${line}`),
    ...(result.unscored > 0 ? [`  ${say("notScoredYet", { lag: result.unscored })}`] : []),
  ];
}
