import type { JsonObject } from "@probity/contracts";
import type { Command } from "commander";
import type { CommandContext } from "../context.ts";
import { listAt, numberAt, objectAt, textAt } from "../json-read.ts";
import { pairs } from "../output/table.ts";
import { printable } from "../output/width.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { printList, withQuery } from "./list.ts";
import { readFields } from "./read-fields.ts";
import { required } from "./required.ts";

interface Filters {
  readonly mine?: true;
  readonly unit?: string;
  readonly state?: string;
  readonly overdue?: true;
  readonly late?: true;
  readonly repeat?: true;
  readonly case?: string;
  readonly limit?: string;
  readonly cursor?: string;
}

interface NewItem {
  readonly title?: string;
  readonly owner?: string;
  readonly unit?: string;
  readonly due?: string;
  readonly problem?: string;
  readonly fields?: string;
}

/** The path of an item of a list. */
export const itemPath = (kind: string, id: string): string =>
  `/console/lists/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`;

/** Changes an item as it is now: whoever was faster makes it fail. */
export async function changeItem(
  context: CommandContext,
  place: { readonly kind: string; readonly id: string },
  path: string,
  body: JsonObject,
): Promise<JsonObject> {
  const shown = objectAt(await context.ask({ method: "GET", path: itemPath(place.kind, place.id) }));
  const version = numberAt(shown, "version") ?? 0;
  return objectAt(await context.ask({ method: "POST", path, body: { version, ...body } }));
}

/** How an item stands after a change. */
export const changedLine = (context: CommandContext, answer: JsonObject): string =>
  context.say("itemChanged", {
    id: textAt(answer, "id") ?? "",
    state: context.word(textAt(answer, "state")) ?? "",
    version: textAt(answer, "version") ?? "",
  });

const filterOptions = [
  ["--mine", "optCaseMine"],
  ["--unit <id>", "optCaseUnit"],
  ["--state <state>", "optState"],
  ["--overdue", "optCaseOverdue"],
  ["--late", "optItemLate"],
  ["--repeat", "optItemRepeat"],
  ["--case <id>", "optItemCase"],
] as const;

/** `probity lists ...` */
export function addLists(program: Command, parts: ProgramParts): void {
  const group = program.command("lists").description(parts.say("lists"));
  addLeaf<Filters>(group, parts, {
    name: "list <kind>",
    about: "listsList",
    example: "lists list rectification --overdue",
    options: [...filterOptions, ["--limit <n>", "optLimit"], ["--cursor <cursor>", "optCursor"]],
    run: list,
  });
  addLeaf<Filters>(group, parts, {
    name: "counts <kind>",
    about: "listsCounts",
    example: "lists counts problem --unit works",
    options: filterOptions,
    run: counts,
  });
  addLeaf(group, parts, {
    name: "show <kind> <id>",
    about: "listsShow",
    example: "lists show task 01968f3c-9a50-7000-8000-000000000000",
    run: (context, [kind = "", id = ""]) => show(context, kind, id),
  });
  addWriting(group, parts);
}

function addWriting(group: Command, parts: ProgramParts): void {
  addLeaf<NewItem>(group, parts, {
    name: "add <kind>",
    about: "listsAdd",
    example: `lists add task --title "Check the archive" --due 2026-12-31 --fields '{"origin":"plan 2026"}'`,
    options: [
      ["--title <text>", "optItemTitle"],
      ["--owner <person>", "optItemOwner"],
      ["--unit <id>", "optCaseUnit"],
      ["--due <day>", "optItemDue"],
      ["--problem <id>", "optItemProblem"],
      ["--fields <json>", "optItemFields"],
    ],
    run: add,
  });
  addLeaf<{ readonly text?: string }>(group, parts, {
    name: "end <kind> <id> <state>",
    about: "listsEnd",
    example: 'lists end task 01968f3c-9a50-7000-8000-000000000000 done --text "Checked."',
    options: [["--text <text>", "optCaseText"]],
    run: async (context, [kind = "", id = "", state = ""], { text }) => {
      const body = { state, text: required(text, "--text") };
      const answer = await changeItem(context, { kind, id }, `${itemPath(kind, id)}/end`, body);
      context.print(answer, () => [changedLine(context, answer)]);
      return undefined;
    },
  });
}

const flag = (value: true | undefined): string | undefined => (value === true ? "true" : undefined);

const queryOf = ({
  mine,
  overdue,
  late,
  repeat,
  unit,
  state,
  case: of,
  limit,
  cursor,
}: Filters): Readonly<Record<string, string | undefined>> => ({
  unit,
  state,
  case: of,
  limit,
  cursor,
  mine: flag(mine),
  overdue: flag(overdue),
  late: flag(late),
  repeat: flag(repeat),
});

function list(context: CommandContext, [kind = ""]: readonly string[], filters: Filters): Promise<undefined> {
  const { say } = context;
  return printList(context, {
    path: `/console/lists/${encodeURIComponent(kind)}`,
    query: queryOf(filters),
    key: "items",
    command: `probity lists list ${kind}`,
    columns: [
      { title: say("colId"), value: (row) => textAt(row, "id") },
      { title: say("colName"), value: (row) => textAt(row, "title"), max: 40 },
      { title: say("colItemOwner"), value: (row) => textAt(row, "owner") },
      { title: say("colCaseUnit"), value: (row) => textAt(row, "unit"), max: 30 },
      { title: say("colItemDue"), value: (row) => textAt(row, "dueOn") },
      { title: say("colItemLate"), value: (row) => textAt(row, "lateDays"), align: "right" },
      { title: say("colState"), value: (row) => context.word(textAt(row, "state")) },
      { title: say("colItemSendBacks"), value: (row) => textAt(row, "sendBacks"), align: "right" },
      { title: say("colItemRelapses"), value: (row) => textAt(row, "relapses"), align: "right" },
    ],
  });
}

async function counts(
  context: CommandContext,
  [kind = ""]: readonly string[],
  filters: Filters,
): Promise<undefined> {
  const path = withQuery(`/console/lists/${encodeURIComponent(kind)}/counts`, queryOf(filters));
  const answer = objectAt(await context.ask({ method: "GET", path }));
  const byState = objectAt(answer, "byState");
  context.print(answer, () =>
    pairs([
      ...["total", "overdue", "late", "repeats", "sendBacks"].map((name): [string, string | undefined] => [
        name,
        textAt(answer, name),
      ]),
      ...Object.keys(byState).map((state): [string, string | undefined] => [
        context.word(state) ?? state,
        textAt(byState, state),
      ]),
    ]),
  );
  return undefined;
}

async function show(context: CommandContext, kind: string, id: string): Promise<undefined> {
  const { say } = context;
  const answer = objectAt(await context.ask({ method: "GET", path: itemPath(kind, id) }));
  context.print(answer, () => [
    ...pairs([
      [say("colId"), textAt(answer, "id")],
      [say("colName"), textAt(answer, "title")],
      [say("colState"), context.word(textAt(answer, "state"))],
      [say("colItemOwner"), textAt(answer, "owner")],
      [say("colCaseUnit"), textAt(answer, "unit")],
      [say("colItemDue"), textAt(answer, "dueOn")],
      [say("colItemProgress"), textAt(answer, "progress")],
      [say("colItemVersion"), textAt(answer, "version")],
    ]),
    "",
    JSON.stringify(answer["fields"]),
    "",
    ...listAt(answer, "proofs").map((proof) => lineOf(proof, ["id", "name", "sha256"])),
    ...listAt(answer, "steps").map((step) => lineOf(step, ["n", "name", "by", "at", "text"])),
  ]);
  return undefined;
}

const lineOf = (row: JsonObject, names: readonly string[]): string =>
  printable(
    names
      .map((name) => textAt(row, name))
      .filter((part) => part !== undefined)
      .join("  "),
  );

async function add(
  context: CommandContext,
  [kind = ""]: readonly string[],
  { title, owner, unit, due, problem, fields }: NewItem,
): Promise<undefined> {
  const body = {
    title: required(title, "--title"),
    fields: readFields(fields, "--fields"),
    ...(owner === undefined ? {} : { owner }),
    ...(unit === undefined ? {} : { unit }),
    ...(due === undefined ? {} : { dueOn: due }),
    ...(problem === undefined ? {} : { problem }),
  };
  const path = `/console/lists/${encodeURIComponent(kind)}`;
  const answer = objectAt(await context.ask({ method: "POST", path, body }));
  context.print(answer, () => [changedLine(context, { ...answer, state: "open" })]);
  return undefined;
}
