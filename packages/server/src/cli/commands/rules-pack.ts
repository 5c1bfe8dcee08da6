import { loadModel, packModel } from "@probity/models";
import { writeText } from "../audit/write-output.ts";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";

/** Writes a model folder as one file (RU-5); the same folder always gives the same bytes. */
export function packRules(context: CommandContext, path: string, out: string | undefined): ExitCode {
  const pack = loadModel(path);
  const { id, version } = pack.model;
  const file = out ?? `${id}-${version}.pack.json`;
  writeText(file, packModel(pack, pack.readme));
  const counts = { rules: pack.model.rules.length, cases: pack.cases.length };
  context.print({ model: id, version, file, digest: pack.digest, ...counts }, () => [
    context.say("packed", { id, version, file, ...counts }),
    pack.digest,
  ]);
  return exitCodes.ok;
}
