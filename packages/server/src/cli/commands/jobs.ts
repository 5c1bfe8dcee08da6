import type { Command } from "commander";
import type { JsonObject } from "@probity/contracts";
import { countProgress } from "../audit/progress.ts";
import type { CommandContext } from "../context.ts";
import { listAt, numberAt, objectAt, textAt } from "../json-read.ts";
import { pairs } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { printList } from "./list.ts";

/** `probity jobs ...` */
export function addJobs(program: Command, parts: ProgramParts): void {
  const group = program.command("jobs").description(parts.say("jobs"));
  addLeaf<{ state?: string; limit?: string; cursor?: string }>(group, parts, {
    name: "list",
    about: "jobsList",
    example: "jobs list --state running",
    options: [
      ["--state <state>", "optState"],
      ["--limit <n>", "optLimit"],
      ["--cursor <cursor>", "optCursor"],
    ],
    run(context, _args, { state, limit, cursor }) {
      const { say } = context;
      return printList(context, {
        path: "/ops/jobs",
        query: { state, limit, cursor },
        key: "jobs",
        command: "probity jobs list",
        columns: [
          { title: say("colId"), value: (row) => textAt(row, "id") },
          { title: say("colKind"), value: (row) => textAt(row, "kind") },
          { title: say("colState"), value: (row) => context.word(textAt(row, "state")) },
          { title: say("colDone"), value: doneText, align: "right" },
          { title: say("colBy"), value: (row) => textAt(row, "by") },
          { title: say("colTime"), value: (row) => context.when(textAt(row, "createdAt")) },
        ],
      });
    },
  });
  addLeaf(group, parts, {
    name: "show <id>",
    about: "jobsShow",
    example: "jobs show 0193f0c2-...",
    async run(context, [id = ""]) {
      const job = objectAt(await context.ask({ method: "GET", path: pathOf(id) }));
      context.print(job, () => jobLines(context, job));
      return undefined;
    },
  });
  addLeaf(group, parts, {
    name: "cancel <id>",
    about: "jobsCancel",
    example: "jobs cancel 0193f0c2-...",
    async run(context, [id = ""]) {
      const job = objectAt(await context.ask({ method: "POST", path: `${pathOf(id)}/cancel`, body: {} }));
      context.print(job, () => [context.say("jobCancelled", { id })]);
      return undefined;
    },
  });
}

const pathOf = (id: string): string => `/ops/jobs/${encodeURIComponent(id)}`;

const doneText = (job: JsonObject): string =>
  `${numberAt(job, "done") ?? 0} / ${numberAt(job, "total") ?? "?"}`;

/** A job, and why it failed. */
export function jobLines(context: CommandContext, job: JsonObject): readonly string[] {
  const { say } = context;
  const failure = objectAt(job, "failure");
  const code = textAt(failure, "code");
  return [
    ...pairs([
      [say("colId"), textAt(job, "id")],
      [say("colKind"), textAt(job, "kind")],
      [say("colState"), context.word(textAt(job, "state"))],
      [say("colDone"), doneText(job)],
      [say("colBy"), textAt(job, "by")],
      [say("colTime"), context.when(textAt(job, "createdAt"))],
    ]),
    ...(code === undefined ? [] : [`${code}: ${textAt(failure, "detail") ?? ""}`]),
    ...listAt(failure, "errors").map((one) => `  ${textAt(one, "path")}: ${textAt(one, "message")}`),
  ];
}

const askMs = 300;

/** Waits until a job has ended, showing how far it is, and gives its last view. */
export async function waitForJob(context: CommandContext, id: string): Promise<JsonObject> {
  const progress = countProgress(context, "jobProgress");
  try {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- until it ends
      const job = objectAt(await context.ask({ method: "GET", path: pathOf(id) }));
      const state = textAt(job, "state");
      if (state !== "queued" && state !== "running") return job;
      progress.update(numberAt(job, "done") ?? 0, numberAt(job, "total") ?? 0);
      // oxlint-disable-next-line no-await-in-loop
      await context.terminal.sleep(askMs);
    }
  } finally {
    progress.end();
  }
}
