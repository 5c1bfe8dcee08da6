import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { type JsonObject, ProbityError } from "@probity/contracts";
import type { Command } from "commander";
import type { ApiRequest } from "../api/api.ts";
import type { CommandContext } from "../context.ts";
import { listAt, objectAt, textAt } from "../json-read.ts";
import { table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { casePath, trackOf } from "./case-track.ts";
import { addLeaf } from "./leaf.ts";
import { withQuery } from "./list.ts";

interface Options {
  readonly track?: string;
  readonly file?: string;
  readonly note?: string;
}

/** `probity cases evidence ...` */
export function addEvidenceCommand(group: Command, parts: ProgramParts): void {
  addLeaf<Options>(group, parts, {
    name: "evidence <id>",
    about: "casesEvidence",
    example: "cases evidence c-PROC-TND-001-12 --file contract.pdf",
    options: [
      ["--track <track>", "optCaseTrack"],
      ["--file <path>", "optCaseFile"],
      ["--note <text>", "optCaseNote"],
    ],
    run: async (context, [id = ""], { track, file, note }) => {
      if (file === undefined && note === undefined) return await list(context, id);
      const side = textAt(await trackOf(context, id, track), "track") ?? "";
      const request =
        file === undefined ? noteRequest(id, side, note ?? "") : await fileRequest(id, side, file, note);
      const answer = objectAt(await context.ask(request));
      context.print(answer, () => [
        context.say("caseEvidenceAdded", {
          id: textAt(answer, "id") ?? "",
          hash: textAt(answer, "sha256") ?? "",
        }),
      ]);
      return undefined;
    },
  });
}

const noteRequest = (id: string, track: string, text: string): ApiRequest => ({
  method: "POST",
  path: `${casePath(id)}/evidence`,
  body: { kind: "note", track, text },
});

/** The whole file is read: the server takes no more than 20 MiB. */
async function fileRequest(
  id: string,
  track: string,
  path: string,
  text: string | undefined,
): Promise<ApiRequest> {
  try {
    const body = new Uint8Array(await readFile(path));
    const query = { track, name: basename(path), text };
    return { method: "POST", path: withQuery(`${casePath(id)}/evidence/files`, query), body };
  } catch (cause) {
    throw new ProbityError("PROBITY_E_FILE", path, { cause });
  }
}

const what = (row: JsonObject): string | undefined => textAt(row, "name") ?? textAt(row, "text");

async function list(context: CommandContext, id: string): Promise<undefined> {
  const { say } = context;
  const answer = objectAt(await context.ask({ method: "GET", path: `${casePath(id)}/evidence` }));
  const rows = listAt(answer, "evidence");
  context.print(answer, () =>
    rows.length === 0
      ? [say("none")]
      : table(rows, [
          { title: say("colId"), value: (row) => textAt(row, "id") },
          { title: say("colCaseKind"), value: (row) => context.word(textAt(row, "kind")) },
          { title: say("colName"), value: what, max: 40 },
          { title: say("colCaseAdded"), value: (row) => context.when(textAt(row, "addedAt")) },
          { title: say("colCaseBy"), value: (row) => textAt(row, "addedBy") },
          { title: say("colCaseHash"), value: (row) => textAt(row, "sha256") },
        ]),
  );
  return undefined;
}
