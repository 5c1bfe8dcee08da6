import type { Command } from "commander";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { type EventOptions, verifyEventFiles } from "./verify-event.ts";
import { type LogOptions, verifyGaps, verifyLogAt } from "./verify-log.ts";

/** `probity verify ...`: trusts nothing but the keys that it is given (LO-6). */
export function addVerify(program: Command, parts: ProgramParts): void {
  const group = program.command("verify").description(parts.say("verifyGroup"));
  addLeaf<EventOptions>(group, parts, {
    name: "event",
    about: "verifyEvent",
    example: "verify event --receipt award.tlog-proof --record award.record --key probity+1a2b3c4d+AQ...",
    options: [
      ["--receipt <file>", "optReceipt"],
      ["--record <file>", "optRecord"],
      ["--key <vkey>", "optKey"],
      ["--policy <file>", "optPolicy"],
      ["--digest <name>", "optDigest"],
    ],
    run: async (context, _args, options) => verifyEventFiles(context, options),
  });
  addLeaf<LogOptions>(group, parts, {
    name: "log <place>",
    about: "verifyLog",
    example:
      "verify log ./export --key probity+1a2b3c4d+AQ... --policy witnesses.txt --since last-year.checkpoint",
    options: [
      ["--key <vkey>", "optKey"],
      ["--policy <file>", "optPolicy"],
      ["--since <file>", "optSince"],
      ["--digest <name>", "optDigest"],
      ["--token-file <file>", "optTokenFile"],
    ],
    run: (context, [place = ""], options) => verifyLogAt(context, place, options),
  });
  addLeaf<LogOptions>(group, parts, {
    name: "gaps <place>",
    about: "verifyGaps",
    example: "verify gaps ./export --key probity+1a2b3c4d+AQ...",
    options: [
      ["--key <vkey>", "optKey"],
      ["--digest <name>", "optDigest"],
      ["--token-file <file>", "optTokenFile"],
    ],
    run: (context, [place = ""], options) => verifyGaps(context, place, options),
  });
}
