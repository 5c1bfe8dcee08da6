import { ProbityError } from "@probity/contracts";
import { needed, readText } from "../audit/read-input.ts";
import { writeText } from "../audit/write-output.ts";
import type { CommandContext } from "../context.ts";
import { numberAt, objectAt, textAt, textsAt } from "../json-read.ts";
import { numberOption } from "./number-option.ts";

/** Options of the commands that write files about the log. */
export interface FileOptions {
  readonly out?: string;
  readonly fromSize?: string;
}

/** Writes the receipt of a position, and the record if its payload was not erased. */
export async function writeProof(
  context: CommandContext,
  given: string,
  options: FileOptions,
): Promise<undefined> {
  const { say } = context;
  const out = needed(options.out, "--out");
  const position = numberOption(given, "<position>", { min: 1, max: 999_999_999, default: 1 });
  const record = objectAt(await context.ask({ method: "GET", path: `/ops/log/records/${position}` }));
  const receipt = await readFrom(context, `/log/proof?position=${position}`);
  const lines = [textAt(record, "header"), textAt(record, "salt"), textAt(record, "payload")];
  const files = { receipt: `${out}.tlog-proof`, record: `${out}.record` };
  writeText(files.receipt, receipt);
  writeText(files.record, `${lines.filter((line) => line !== undefined).join("\n")}\n`);
  const erased = record["erased"] === true;
  const whole = textAt(record, "payload") !== undefined;
  context.print({ position, ...files, payload: whole, erased }, () => [
    say("proofWritten", { files: `${files.receipt}, ${files.record}` }),
    ...(whole ? [] : [say(erased ? "proofErased" : "headerOnly")]),
  ]);
  return undefined;
}

/** Writes a request for a witness that no network reaches. */
export async function requestCosign(context: CommandContext, options: FileOptions): Promise<undefined> {
  const out = needed(options.out, "--out");
  const from = numberOption(options.fromSize, "--from-size", { min: 0, max: 999_999_999, default: 0 });
  const request = await readFrom(context, `/ops/log/add-checkpoint?from=${from}`);
  writeText(out, request);
  const [, size = ""] = request.slice(request.indexOf("\n\n") + 2).split("\n");
  context.print({ file: out, from, size: Number(size) }, () => [
    context.say("requestWritten", { file: out, from, size }),
  ]);
  return undefined;
}

/** Takes what such a witness gave back. */
export async function addCosignature(context: CommandContext, file: string): Promise<undefined> {
  const { say } = context;
  const body = { note: readText(file) };
  const answer = objectAt(await context.ask({ method: "POST", path: "/ops/log/cosignatures", body }));
  const quorum = say(answer["hasQuorum"] === true ? "quorumYes" : "quorumNo");
  const names = textsAt(answer, "names").join(", ");
  context.print(answer, () => [
    say("cosignatureTaken", { size: numberAt(answer, "size") ?? 0, names, quorum }),
  ]);
  return undefined;
}

async function readFrom(context: CommandContext, path: string): Promise<string> {
  const bytes = await (await context.api()).read(path);
  if (bytes === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", path);
  return bytes.toString();
}
