import { writeFile } from "node:fs/promises";
import { type JsonObject, ProbityError } from "@probity/contracts";
import type { Command } from "commander";
import type { CommandContext } from "../context.ts";
import { numberAt, objectAt, textAt } from "../json-read.ts";
import { pairs } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { casePath, trackOf } from "./case-track.ts";
import { addLeaf } from "./leaf.ts";
import { printList } from "./list.ts";
import { changedLine } from "./lists.ts";
import { readFields } from "./read-fields.ts";
import { required } from "./required.ts";

const letter = "01968f3c-9a50-7000-8000-000000000000";
const letterPath = (id: string): string => `/console/letters/${encodeURIComponent(id)}`;

interface Filters {
  readonly kind?: string;
  readonly state?: string;
  readonly case?: string;
  readonly overdue?: true;
  readonly limit?: string;
  readonly cursor?: string;
}

interface Draft {
  readonly kind?: string;
  readonly track?: string;
  readonly language?: string;
  readonly to?: string;
  readonly unit?: string;
  readonly reply?: string;
  readonly fields?: string;
}

/** `probity letters ...` */
export function addLetters(program: Command, parts: ProgramParts): void {
  const group = program.command("letters").description(parts.say("letters"));
  addLeaf<Filters>(group, parts, {
    name: "list",
    about: "lettersList",
    example: "letters list --overdue",
    options: [
      ["--kind <kind>", "optLetterKind"],
      ["--state <state>", "optState"],
      ["--case <id>", "optItemCase"],
      ["--overdue", "optCaseOverdue"],
      ["--limit <n>", "optLimit"],
      ["--cursor <cursor>", "optCursor"],
    ],
    run: list,
  });
  addLeaf(group, parts, {
    name: "show <id>",
    about: "lettersShow",
    example: `letters show ${letter}`,
    run: (context, [id = ""]) => show(context, id),
  });
  addLeaf<{ readonly out?: string }>(group, parts, {
    name: "save <id>",
    about: "lettersSave",
    example: `letters save ${letter} --out notice.docx`,
    options: [["--out <file>", "optLetterOut"]],
    run: (context, [id = ""], { out }) => save(context, id, required(out, "--out")),
  });
  addWriting(group, parts);
}

function addWriting(group: Command, parts: ProgramParts): void {
  addLeaf<Draft>(group, parts, {
    name: "draft <case>",
    about: "lettersDraft",
    example: `letters draft c-PROC-TND-001-12 --kind work_advice --to "Finance" --reply 2026-12-31 --fields '{"duties":"..."}'`,
    options: [
      ["--kind <kind>", "optLetterKind"],
      ["--track <track>", "optCaseTrack"],
      ["--language <language>", "optLetterLanguage"],
      ["--to <text>", "optLetterTo"],
      ["--unit <id>", "optCaseUnit"],
      ["--reply <day>", "optLetterReply"],
      ["--fields <json>", "optLetterFields"],
    ],
    run: (context, [id = ""], options) => draft(context, id, options),
  });
  addLeaf(group, parts, {
    name: "send <id>",
    about: "lettersSend",
    example: `letters send ${letter}`,
    run: (context, [id = ""]) => act(context, id, "send", {}),
  });
  addLeaf(group, parts, {
    name: "received <id>",
    about: "lettersReceived",
    example: `letters received ${letter}`,
    run: (context, [id = ""]) => act(context, id, "received", {}),
  });
  addLeaf<{ readonly text?: string }>(group, parts, {
    name: "answered <id>",
    about: "lettersAnswered",
    example: `letters answered ${letter} --text "It was done."`,
    options: [["--text <text>", "optCaseText"]],
    run: (context, [id = ""], { text }) => act(context, id, "answered", { answer: required(text, "--text") }),
  });
}

function list(context: CommandContext, _args: readonly string[], filters: Filters): Promise<undefined> {
  const { say } = context;
  const { kind, state, case: of, overdue, limit, cursor } = filters;
  return printList(context, {
    path: "/console/letters",
    query: { kind, state, case: of, limit, cursor, overdue: overdue === true ? "true" : undefined },
    key: "letters",
    command: "probity letters list",
    columns: [
      { title: say("colId"), value: (row) => textAt(row, "id") },
      { title: say("colKind"), value: (row) => context.word(textAt(row, "kind")) },
      { title: say("colLetterNumber"), value: (row) => textAt(row, "number") },
      { title: say("colLetterTo"), value: (row) => textAt(row, "to"), max: 30 },
      { title: say("colState"), value: (row) => context.word(textAt(row, "state")) },
      { title: say("colItemDue"), value: (row) => textAt(row, "replyOn") },
      { title: say("colLetterOverdue"), value: (row) => (row["isOverdue"] === true ? "!" : "") },
    ],
  });
}

async function show(context: CommandContext, id: string): Promise<undefined> {
  const { say } = context;
  const answer = objectAt(await context.ask({ method: "GET", path: letterPath(id) }));
  context.print(answer, () => [
    ...pairs([
      [say("colId"), textAt(answer, "id")],
      [say("colKind"), context.word(textAt(answer, "kind"))],
      [say("colLetterNumber"), textAt(answer, "number")],
      [say("colLetterTo"), textAt(answer, "to")],
      [say("colState"), context.word(textAt(answer, "state"))],
      [say("colItemDue"), textAt(answer, "replyOn")],
      [say("colItemVersion"), textAt(answer, "version")],
    ]),
    "",
    ...pairs(fieldsOf(answer)),
  ]);
  return undefined;
}

/** What is written in each section. */
function fieldsOf(shown: JsonObject): readonly (readonly [string, string | undefined])[] {
  const fields = objectAt(shown, "fields");
  return Object.keys(fields).map((name) => [name, textAt(fields, name)]);
}

/** Writes what was sent, or the draft as it would be. */
async function save(context: CommandContext, id: string, file: string): Promise<undefined> {
  const form = file.endsWith(".html") ? "print" : "docx";
  const path = `${letterPath(id)}/${form}`;
  const bytes = await (await context.api()).read(path);
  if (bytes === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no letter ${id}`);
  try {
    await writeFile(file, bytes);
  } catch (cause) {
    throw new ProbityError("PROBITY_E_FILE", file, { cause });
  }
  context.print({ id, file }, () => [context.say("letterSaved", { file })]);
  return undefined;
}

async function draft(context: CommandContext, id: string, options: Draft): Promise<undefined> {
  const { kind, track, language = "zh-CN", to, unit, reply, fields } = options;
  const body = {
    kind: required(kind, "--kind"),
    track: textAt(await trackOf(context, id, track), "track") ?? "",
    language,
    to: required(to, "--to"),
    fields: readFields(fields, "--fields"),
    ...(unit === undefined ? {} : { unit }),
    ...(reply === undefined ? {} : { replyOn: reply }),
  };
  const answer = objectAt(await context.ask({ method: "POST", path: `${casePath(id)}/letters`, body }));
  context.print(answer, () => [changedLine(context, answer)]);
  return undefined;
}

async function act(context: CommandContext, id: string, verb: string, body: JsonObject): Promise<undefined> {
  const shown = objectAt(await context.ask({ method: "GET", path: letterPath(id) }));
  const version = numberAt(shown, "version") ?? 0;
  const path = `${letterPath(id)}/${verb}`;
  const answer = objectAt(await context.ask({ method: "POST", path, body: { version, ...body } }));
  const number = textAt(answer, "number");
  context.print(answer, () => [
    number === undefined
      ? changedLine(context, answer)
      : context.say("letterSent", { number, hash: textAt(answer, "htmlSha256") ?? "" }),
  ]);
  return undefined;
}
