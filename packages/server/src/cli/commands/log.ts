import type { Command } from "commander";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { exportTo, type ExportOptions } from "./log-export.ts";
import { addCosignature, type FileOptions, requestCosign, writeProof } from "./log-files.ts";
import { reopen, type ReopenOptions } from "./log-reopen.ts";
import { showLog } from "./log-status.ts";

/** `probity log ...` */
export function addLog(program: Command, parts: ProgramParts): void {
  const group = program.command("log").description(parts.say("logGroup"));
  addLeaf(group, parts, {
    name: "status",
    about: "logStatus",
    example: "log status",
    run: (context) => showLog(context),
  });
  addLeaf<ExportOptions>(group, parts, {
    name: "export <dir>",
    about: "logExport",
    example: "log export ./export",
    options: [
      ["--since-size <n>", "optSinceSize"],
      ["--witnessed", "optWitnessed"],
    ],
    run: (context, [dir = ""], options) => exportTo(context, dir, options),
  });
  addLeaf<FileOptions>(group, parts, {
    name: "proof <position>",
    about: "logProof",
    example: "log proof 4711 --out award",
    options: [["--out <prefix>", "optOutPrefix"]],
    run: (context, [position = ""], options) => writeProof(context, position, options),
  });
  addLeaf<FileOptions>(group, parts, {
    name: "request-cosign",
    about: "logRequest",
    example: "log request-cosign --from-size 4000 --out request.txt",
    options: [
      ["--out <file>", "optOut"],
      ["--from-size <n>", "optFromSize"],
    ],
    run: (context, _args, options) => requestCosign(context, options),
  });
  addLeaf(group, parts, {
    name: "add-cosignature <file>",
    about: "logAddCosignature",
    example: "log add-cosignature cosigned.txt",
    run: (context, [file = ""]) => addCosignature(context, file),
  });
  addLeaf<ReopenOptions>(group, parts, {
    name: "reopen",
    about: "logReopen",
    example: 'log reopen --origin probity-2 --reason "array lost, backup of 11 May restored"',
    options: [
      ["--origin <name>", "optOrigin"],
      ["--reason <text>", "optReason"],
      ["--force", "optForce"],
    ],
    run: (context, _args, options) => reopen(context, options),
  });
}
