import type { Command } from "commander";
import type { JsonObject } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { listAt, objectAt, textAt, textsAt } from "../json-read.ts";
import { evidenceText } from "../output/evidence-text.ts";
import { pairs } from "../output/table.ts";
import { printable } from "../output/width.ts";
import type { ProgramParts } from "../program.ts";
import { evidenceOf, explanationOf } from "./event-view.ts";
import { addLeaf } from "./leaf.ts";
import { printList } from "./list.ts";
import { required } from "./required.ts";

interface Filters {
  readonly source?: string;
  readonly rule?: string;
  readonly level?: string;
  readonly state?: string;
  readonly subject?: string;
  readonly limit?: string;
  readonly cursor?: string;
  readonly order?: string;
}

/** `probity alerts ...` */
export function addAlerts(program: Command, parts: ProgramParts): void {
  const group = program.command("alerts").description(parts.say("alerts"));
  addList(group, parts);
  addLeaf(group, parts, {
    name: "show <id>",
    about: "alertsShow",
    example: "alerts show 1",
    run: (context, [id = ""]) => show(context, id),
  });
  addLabel(group, parts);
}

function addList(group: Command, parts: ProgramParts): void {
  addLeaf<Filters>(group, parts, {
    name: "list",
    about: "alertsList",
    example: "alerts list --level 1 --source import-ocds",
    options: [
      ["--source <id>", "optSource"],
      ["--rule <id>", "optRule"],
      ["--level <level>", "optLevel"],
      ["--state <state>", "optState"],
      ["--subject <id>", "optSubject"],
      ["--limit <n>", "optLimit"],
      ["--cursor <cursor>", "optCursor"],
      ["--order <order>", "optAlertOrder"],
    ],
    run: (context, _args, { source, rule, level, state, subject, limit, cursor, order }) =>
      printList(context, {
        path: "/ops/alerts",
        query: { source, rule, level, state, subject, limit, cursor, order },
        key: "alerts",
        command: "probity alerts list",
        columns: [
          { title: context.say("colId"), value: (row) => textAt(row, "id") },
          { title: context.say("colLevel"), value: (row) => textAt(row, "level"), align: "right" },
          { title: context.say("colRule"), value: (row) => textAt(row, "rule") },
          {
            title: context.say("colName"),
            value: (row) => textAt(objectAt(row, "name"), context.locale),
            max: 40,
          },
          { title: context.say("colClass"), value: (row) => context.word(textAt(row, "class")) },
          { title: context.say("colSubject"), value: (row) => textAt(row, "subject"), max: 40 },
          { title: context.say("colCount"), value: (row) => textAt(row, "count"), align: "right" },
          { title: context.say("colState"), value: (row) => context.word(textAt(row, "state")) },
          { title: context.say("colLast"), value: (row) => context.when(textAt(row, "lastTime")) },
        ],
      }),
  });
}

interface LabelOptions {
  readonly as?: string;
  readonly reason?: string;
  readonly note?: string;
}

function addLabel(group: Command, parts: ProgramParts): void {
  addLeaf<LabelOptions>(group, parts, {
    name: "label <id>",
    about: "alertsLabel",
    example: "alerts label PROC-TND-001-42 --as not_confirmed --reason rule_too_strict",
    options: [
      ["--as <label>", "optLabelAs"],
      ["--reason <code>", "optLabelReason"],
      ["--note <text>", "optLabelNote"],
    ],
    async run(context, [id = ""], { as: label, reason, note }) {
      const path = `/ops/alerts/${encodeURIComponent(id)}/label`;
      const given = { ...(reason !== undefined && { reason }), ...(note !== undefined && { note }) };
      const body = { label: required(label, "--as LABEL"), ...given };
      const answer = objectAt(await context.ask({ method: "POST", path, body }));
      context.print(answer, () => [
        context.say("alertLabelled", {
          id,
          rule: textAt(answer, "rule") ?? "-",
          version: textAt(answer, "ruleVersion") ?? "-",
        }),
      ]);
      return undefined;
    },
  });
}

async function show(context: CommandContext, id: string): Promise<undefined> {
  const { say } = context;
  const path = `/ops/alerts/${encodeURIComponent(id)}`;
  const answer = objectAt(await context.ask({ method: "GET", path }));
  const findings = listAt(answer, "findings");
  const about = objectAt(answer, "about");
  const basis = textsAt(about, "basis").join("; ");
  context.print(answer, () => [
    ...pairs([
      [say("colId"), textAt(answer, "id")],
      [
        say("colRule"),
        `${textAt(answer, "rule") ?? ""} ${textAt(objectAt(answer, "name"), context.locale) ?? ""}`,
      ],
      [say("whyItMatters"), textAt(objectAt(about, "explanation"), context.locale)],
      ...(basis === "" ? [] : [[say("legalBasis"), basis] as const]),
      [say("colLevel"), textAt(answer, "level")],
      [say("colClass"), context.word(textAt(answer, "class"))],
      [say("colSource"), textAt(answer, "source")],
      [say("colSubject"), textAt(answer, "subject")],
      [say("colState"), context.word(textAt(answer, "state"))],
      [say("colCount"), textAt(answer, "count")],
      [say("colFirst"), context.when(textAt(answer, "firstTime"))],
      [say("colLast"), context.when(textAt(answer, "lastTime"))],
    ]),
    ...findings.flatMap((finding) => ["", ...findingLines(context, finding)]),
  ]);
  return undefined;
}

function findingLines(context: CommandContext, row: JsonObject): readonly string[] {
  const finding = objectAt(row, "finding");
  const time = context.when(textAt(row, "time")) ?? "";
  const type = textAt(row, "type") ?? "";
  const event = textAt(row, "eventId") ?? "";
  return [
    printable(`${time}  ${type}  ${event}`.trim()),
    printable(`  ${explanationOf(context, finding) ?? ""}`).trimEnd(),
    ...pairs([...evidenceOf(context, finding), ...answerOf(context, finding, objectAt(row, "event"))]),
    ...relatedLines(context, finding),
  ];
}

/** The events that its windows counted beside it: a reviewer sees them together. */
function relatedLines(context: CommandContext, finding: JsonObject): readonly string[] {
  const byFeature = Map.groupBy(listAt(finding, "related"), (one) => textAt(one, "feature") ?? "");
  return [...byFeature].flatMap(([feature, list]) => [
    printable(`  ${context.say("related", { feature })}`),
    ...list.map((one) => printable(`    ${relatedText(context, one)}`)),
  ]);
}

function relatedText(context: CommandContext, one: JsonObject): string {
  const parts = [
    context.when(textAt(one, "time")),
    textAt(one, "source"),
    textAt(one, "subject"),
    textAt(one, "event"),
    evidenceText(one["value"], context.locale, (moment) => context.when(moment)),
  ];
  return parts.filter((part) => part !== undefined && part !== "").join("  ");
}

/** What the rule asked for, who acted, and what was said to it: a reviewer judges the answer with the finding. */
function answerOf(
  context: CommandContext,
  finding: JsonObject,
  event: JsonObject,
): readonly (readonly [string, string | undefined])[] {
  const { say } = context;
  const data = objectAt(event, "data");
  const decision = objectAt(data, "decision");
  const asked = textAt(finding, "action");
  const entries = [
    [say("asked"), asked === "observe" ? undefined : context.word(asked)],
    [say("actor"), textAt(objectAt(data, "actor"), "personId")],
    [say("justification"), textAt(decision, "justification")],
    [say("secondApprover"), textAt(decision, "secondApproverId")],
  ] as const;
  return entries
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([name, value]) => [`  ${name}`, value] as const);
}
