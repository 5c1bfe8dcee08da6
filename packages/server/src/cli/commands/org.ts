import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { type Json, type JsonObject, ProbityError } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { listAt, objectAt, textAt, textsAt } from "../json-read.ts";
import { pairs, table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { printList, withQuery } from "./list.ts";
import { numberOption } from "./number-option.ts";
import { addOrgConflicts } from "./org-conflicts.ts";

const kinds = ["units", "chain", "posts", "people", "holders", "delegations", "relations"] as const;

interface AtOption {
  readonly at?: string;
}

/** `probity org ...` */
export function addOrg(program: Command, parts: ProgramParts): void {
  const group = program.command("org").description(parts.say("org"));
  addChanges(group, parts);
  addViews(group, parts);
  addOrgConflicts(group, parts);
  addLeaf<{ readonly days?: string }>(group, parts, {
    name: "check",
    about: "orgCheck",
    example: "org check --days 90",
    options: [["--days <days>", "optOrgDays"]],
    run: (context, _args, { days }) => check(context, days),
  });
}

function addChanges(group: Command, parts: ProgramParts): void {
  addLeaf<{ readonly dryRun?: boolean }>(group, parts, {
    name: "import <kind> <file>",
    about: "orgImport",
    example: "org import units units.csv --dry-run",
    options: [["--dry-run", "orgDryRun"]],
    run: (context, [kind = "", file = ""], { dryRun }) => importFile(context, kind, file, dryRun === true),
  });
  addLeaf(group, parts, {
    name: "set <kind> <fields...>",
    about: "orgSet",
    example: "org set units id=school-3 parent=bureau-2 validFrom=2027-01-01",
    async run(context, [kind = "", ...fields]) {
      const body = Object.fromEntries(fields.map((field) => fieldOf(field)));
      const path = `/ops/org/${kindOf(kind)}`;
      const answer = objectAt(await context.ask({ method: "POST", path, body }));
      const change = textAt(answer, "change");
      const id = textAt(answer, "id") ?? textAt(body, "id") ?? "-";
      context.print(answer, () => [context.say("orgSaved", { id, change: context.word(change) ?? "" })]);
      return undefined;
    },
  });
}

function kindOf(word: string): string {
  if (kinds.some((kind) => kind === word)) return word;
  throw new ProbityError("PROBITY_E_USAGE", `${word} is none of ${kinds.join(", ")}`);
}

const flags: ReadonlySet<string> = new Set(["head"]);
const lists: ReadonlySet<string> = new Set(["keys", "permissions"]);

/** `name=value` as the API takes it. */
function fieldOf(text: string): readonly [string, Json] {
  const equals = text.indexOf("=");
  const [name, value] = [text.slice(0, Math.max(0, equals)), text.slice(equals + 1)];
  if (name === "") throw new ProbityError("PROBITY_E_USAGE", `${text} is not NAME=VALUE`);
  if (flags.has(name)) return [name, ["true", "yes", "是"].includes(value)];
  if (lists.has(name)) return [name, value === "-" ? (name === "keys" ? [] : null) : value.split(";")];
  return [name, value === "-" ? null : value];
}

async function importFile(
  context: CommandContext,
  kind: string,
  file: string,
  dryRun: boolean,
): Promise<ExitCode> {
  const path = withQuery(`/ops/org/import/${kindOf(kind)}`, { dryRun: dryRun ? "true" : undefined });
  const body = await readBytes(file);
  const answer = objectAt(await context.ask({ method: "POST", path, body, contentType: "text/csv" }));
  const problems = listAt(answer, "problems");
  context.print(answer, () => [
    context.say("orgReport", {
      kind: context.word(kind) ?? kind,
      ...Object.fromEntries(
        ["rows", "added", "changed", "unchanged", "refused"].map((name) => [name, textAt(answer, name) ?? 0]),
      ),
    }),
    ...problems.map((problem) => problemLine(context, problem)),
    context.say(answer["applied"] === true ? "orgApplied" : "orgNotApplied"),
  ]);
  return textAt(answer, "refused") === "0" ? exitCodes.ok : exitCodes.wrong;
}

async function readBytes(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new ProbityError("PROBITY_E_FILE", `${file} cannot be read: ${String(cause)}`, { cause });
  }
}

const problemLine = (context: CommandContext, problem: JsonObject): string =>
  context.say("orgProblem", {
    line: textAt(problem, "line") ?? "-",
    column: textAt(problem, "column") ?? "",
    value: textAt(problem, "value") ?? "",
    message: textAt(objectAt(problem, "message"), context.locale) ?? "",
  });

function addViews(group: Command, parts: ProgramParts): void {
  interface UnitsOptions extends AtOption {
    readonly under?: string;
    readonly all?: boolean;
  }
  addLeaf<UnitsOptions>(group, parts, {
    name: "units",
    about: "orgUnits",
    example: "org units --under bureau-2 --at 2027-01-01",
    options: [
      ["--under <id>", "optOrgUnder"],
      ["--at <moment>", "optOrgAt"],
      ["--all", "optOrgAll"],
    ],
    run: (context, _args, { under, at, all }) =>
      printList(context, {
        path: "/ops/org/units",
        query: { under, at, all: all === true ? "true" : undefined, limit: "500" },
        key: "units",
        command: "probity org units",
        columns: [
          { title: context.say("colId"), value: (row) => textAt(row, "id") },
          { title: context.say("colName"), value: (row) => textAt(objectAt(row, "name"), context.locale) },
          { title: context.say("colOrgKind"), value: (row) => context.word(textAt(row, "kind")) },
          { title: context.say("colOrgParent"), value: (row) => textAt(row, "parent") },
        ],
      }),
  });
  addLeaf<AtOption>(group, parts, {
    name: "unit <id>",
    about: "orgUnit",
    example: "org unit bureau-2 --at 2027-01-01",
    options: [["--at <moment>", "optOrgAt"]],
    run: (context, [id = ""], { at }) => showUnit(context, id, at),
  });
  addLeaf<AtOption>(group, parts, {
    name: "person <id>",
    about: "orgPerson",
    example: "org person li.na",
    options: [["--at <moment>", "optOrgAt"]],
    run: (context, [id = ""], { at }) => showPerson(context, id, at),
  });
}

async function showUnit(context: CommandContext, id: string, at: string | undefined): Promise<undefined> {
  const path = withQuery(`/ops/org/units/${encodeURIComponent(id)}`, { at });
  const unit = objectAt(await context.ask({ method: "GET", path }));
  const { say } = context;
  const chain = objectAt(unit, "chain");
  const links = ["businessDepartment", "disciplineOfDepartment", "districtDiscipline"];
  context.print(unit, () => [
    ...pairs([
      [say("colId"), id],
      [say("orgName"), textAt(objectAt(unit, "name"), context.locale)],
      [say("colOrgKind"), context.word(textAt(unit, "kind"))],
      [say("orgLine"), textsAt(unit, "line").join(" < ")],
      ...links.map((link) => [context.word(link) ?? link, textAt(chain, link)] as const),
    ]),
    ...listAt(unit, "posts").map(
      (post) =>
        `  ${textAt(post, "id") ?? ""}  ${textAt(objectAt(post, "name"), context.locale) ?? ""}  ${textsAt(post, "holders").join(", ")}`,
    ),
  ]);
  return undefined;
}

async function showPerson(context: CommandContext, id: string, at: string | undefined): Promise<undefined> {
  const path = withQuery(`/ops/org/people/${encodeURIComponent(id)}`, { at });
  const person = objectAt(await context.ask({ method: "GET", path }));
  const { say } = context;
  const named = (key: string, field: string): string =>
    listAt(person, key)
      .map((one) => textAt(one, field) ?? "")
      .join(", ");
  context.print(person, () =>
    pairs([
      [say("colId"), id],
      [say("colName"), textAt(person, "name")],
      [say("colOrgUnit"), textsAt(person, "units").join(", ")],
      [say("orgPosts"), named("posts", "post")],
      [say("orgSuperiors"), named("superiors", "person")],
      [say("orgDelegates"), named("delegates", "to")],
    ]),
  );
  return undefined;
}

async function check(context: CommandContext, days: string | undefined): Promise<ExitCode> {
  numberOption(days, "--days", { min: 0, max: 366, default: 30 });
  const answer = await context.ask({ method: "GET", path: withQuery("/ops/org/check", { days }) });
  const gaps = listAt(answer, "gaps");
  const { say } = context;
  context.print(answer, () =>
    gaps.length === 0
      ? [say("orgNoGap")]
      : table(gaps, [
          { title: say("colOrgUnit"), value: (row) => textAt(row, "unit") },
          { title: say("colName"), value: (row) => textAt(objectAt(row, "name"), context.locale) },
          { title: say("colOrgGap"), value: (row) => context.word(textAt(row, "code")) },
          { title: say("colOrgLink"), value: (row) => context.word(textAt(row, "link")) },
          { title: say("colOrgTarget"), value: (row) => textAt(row, "target") },
          { title: say("colOrgFrom"), value: (row) => context.when(textAt(row, "from")) },
        ]),
  );
  return gaps.length === 0 ? exitCodes.ok : exitCodes.wrong;
}
