import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { type JsonObject, ProbityError } from "@probity/contracts";
import type { Command } from "commander";
import type { CommandContext } from "../context.ts";
import { objectAt, textAt } from "../json-read.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { withQuery } from "./list.ts";
import { changedLine, changeItem, itemPath } from "./lists.ts";
import { required } from "./required.ts";

const id = "01968f3c-9a50-7000-8000-000000000000";

interface Options {
  readonly text?: string;
  readonly progress?: string;
  readonly parts?: string;
  readonly file?: string;
  readonly lookBack?: string;
  readonly relapse?: true;
}

/** `probity measures ...` */
export function addMeasures(program: Command, parts: ProgramParts): void {
  const group = program.command("measures").description(parts.say("measures"));
  addReports(group, parts);
  addReviews(group, parts);
}

function addReports(group: Command, parts: ProgramParts): void {
  addLeaf<Options>(group, parts, {
    name: "progress <id>",
    about: "measuresProgress",
    example: `measures progress ${id} --progress 50 --parts 0,1`,
    options: [
      ["--progress <n>", "optItemProgress"],
      ["--parts <list>", "optItemParts"],
      ["--text <text>", "optCaseText"],
    ],
    run: (context, [item = ""], { progress, parts: done, text }) =>
      act(context, item, "progress", {
        ...(progress === undefined ? {} : { progress: numberIn(progress) }),
        ...(done === undefined ? {} : { parts: done.split(",").map(numberIn) }),
        ...said(text),
      }),
  });
  addLeaf<Options>(group, parts, {
    name: "proof <id>",
    about: "measuresProof",
    example: `measures proof ${id} --file receipt.pdf`,
    options: [["--file <path>", "optItemFile"]],
    run: (context, [item = ""], { file }) => proof(context, item, required(file, "--file")),
  });
  addLeaf<Options>(group, parts, {
    name: "ask <id>",
    about: "measuresAsk",
    example: `measures ask ${id} --text "All is done."`,
    options: [["--text <text>", "optCaseText"]],
    run: (context, [item = ""], { text }) => act(context, item, "ask", said(text)),
  });
}

function addReviews(group: Command, parts: ProgramParts): void {
  addLeaf<Options>(group, parts, {
    name: "accept <id>",
    about: "measuresAccept",
    example: `measures accept ${id}`,
    options: [
      ["--text <text>", "optCaseText"],
      ["--look-back <day>", "optItemLookBack"],
    ],
    run: (context, [item = ""], { text, lookBack }) =>
      act(context, item, "accept", {
        ...said(text),
        ...(lookBack === undefined ? {} : { lookBackOn: lookBack }),
      }),
  });
  addLeaf<Options>(group, parts, {
    name: "refuse <id>",
    about: "measuresRefuse",
    example: `measures refuse ${id} --text "The receipts are missing."`,
    options: [["--text <text>", "optCaseText"]],
    run: (context, [item = ""], { text }) => act(context, item, "refuse", { text: required(text, "--text") }),
  });
  addLeaf<Options>(group, parts, {
    name: "look-back <id>",
    about: "measuresLookBack",
    example: `measures look-back ${id} --text "It lasted."`,
    options: [
      ["--text <text>", "optCaseText"],
      ["--relapse", "optItemRelapse"],
    ],
    run: async (context, [item = ""], { text, relapse }) => {
      const path = `/console/look-backs/${encodeURIComponent(item)}/result`;
      const body = { result: required(text, "--text"), relapse: relapse === true };
      const answer = await changeItem(context, { kind: "look_back", id: item }, path, body);
      context.print(answer, () => [changedLine(context, answer)]);
      return undefined;
    },
  });
}

const said = (text: string | undefined): JsonObject => (text === undefined ? {} : { text });

function numberIn(text: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new ProbityError("PROBITY_E_USAGE", `${text} is no number`);
}

async function act(
  context: CommandContext,
  item: string,
  verb: string,
  body: JsonObject,
): Promise<undefined> {
  const path = `/console/measures/${encodeURIComponent(item)}/${verb}`;
  const answer = await changeItem(context, { kind: "rectification", id: item }, path, body);
  const lookBack = textAt(answer, "lookBack");
  context.print(answer, () => [
    changedLine(context, answer),
    ...(lookBack === undefined ? [] : [context.say("itemLookBack", { id: lookBack })]),
  ]);
  return undefined;
}

async function proof(context: CommandContext, item: string, file: string): Promise<undefined> {
  const body = await bytesOf(file);
  const path = withQuery(`${itemPath("rectification", item)}/proofs`, { name: basename(file) });
  const answer = objectAt(await context.ask({ method: "POST", path, body }));
  context.print(answer, () => [
    context.say("itemProof", { id: textAt(answer, "id") ?? "", hash: textAt(answer, "sha256") ?? "" }),
  ]);
  return undefined;
}

/** The whole file is read: the server takes no more than 20 MiB. */
async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    throw new ProbityError("PROBITY_E_FILE", path, { cause });
  }
}
