import type { Command } from "commander";
import type { Json, JsonObject } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { listAt, numberAt, objectAt, textAt, textsAt } from "../json-read.ts";
import { pairs, table } from "../output/table.ts";
import { ruleProblemIn } from "../messages/rule-problems.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { printList } from "./list.ts";
import { neededLines } from "./windows.ts";
import { modelName } from "./model-name.ts";
import { addModelsBacktest } from "./models-backtest.ts";
import { addModelsDiff } from "./models-diff.ts";
import { addModelsSteps } from "./models-steps.ts";

/** `probity models ...` */
export function addModels(program: Command, parts: ProgramParts): void {
  const group = program.command("models").description(parts.say("models"));
  addList(group, parts);
  addShow(group, parts);
  addDraft(group, parts);
  addCheck(group, parts);
  addModelsBacktest(group, parts);
  addModelsSteps(group, parts);
  addModelsDiff(group, parts);
  addHistory(group, parts);
}

function addList(group: Command, parts: ProgramParts): void {
  addLeaf<{ model?: string; state?: string; limit?: string; cursor?: string }>(group, parts, {
    name: "list",
    about: "modelsList",
    example: "models list --state active",
    options: [
      ["--model <id>", "modelsModel"],
      ["--state <state>", "modelsState"],
      ["--limit <n>", "optLimit"],
      ["--cursor <cursor>", "optCursor"],
    ],
    run(context, _args, { model, state, limit, cursor }) {
      const { say } = context;
      return printList(context, {
        path: "/ops/models",
        query: { model, state, limit, cursor },
        key: "versions",
        command: "probity models list",
        columns: [
          { title: say("colId"), value: (row) => textAt(row, "id") },
          { title: say("colVersion"), value: (row) => textAt(row, "version") },
          { title: say("colState"), value: (row) => context.word(textAt(row, "state")) },
          { title: say("colName"), value: (row) => textAt(objectAt(row, "name"), context.locale) },
          { title: say("modelAuthor"), value: (row) => textAt(row, "author") },
          { title: say("colTime"), value: (row) => context.when(textAt(row, "changedAt")) },
        ],
      });
    },
  });
}

function addShow(group: Command, parts: ProgramParts): void {
  addLeaf(group, parts, {
    name: "show <version>",
    about: "modelsShow",
    example: "models show PROC-TND@1.1.0",
    async run(context, [text]) {
      const name = modelName(text);
      const answer = objectAt(await context.ask({ method: "GET", path: name.path }));
      context.print(answer, () => showLines(context, answer));
      return undefined;
    },
  });
}

function showLines(context: CommandContext, answer: JsonObject): readonly string[] {
  const { say, locale } = context;
  const proofs = objectAt(answer, "proofs");
  const proof = (kind: string): string => {
    const found = objectAt(proofs, kind);
    const by = textAt(found, "by");
    if (by === undefined) return say("proofNone");
    const at = context.when(textAt(found, "at")) ?? "";
    return say(found["ok"] === true ? "proofGood" : "proofBad", { by, at });
  };
  const steps = listAt(answer, "steps").map((one) => textAt(one, "step"));
  const retiring = textAt(answer, "retiringBy");
  return pairs([
    [`${textAt(answer, "id")}@${textAt(answer, "version")}`, textAt(objectAt(answer, "name"), locale)],
    [say("modelState"), context.word(textAt(answer, "state"))],
    [say("modelDigest"), textAt(answer, "digest")],
    [say("modelAuthor"), textAt(answer, "author")],
    [say("modelContributors"), textsAt(answer, "contributors").join(", ")],
    [say("proof_check"), proof("check")],
    [say("proof_backtest"), proof("backtest")],
    [say("proof_shadow"), proof("shadow")],
    ...(retiring === undefined ? [] : [[say("modelRetiring"), retiring] as const]),
    [say("modelSteps"), steps.join(", ")],
  ]);
}

function addDraft(group: Command, parts: ProgramParts): void {
  addLeaf<{ reason?: string; dryRun?: boolean }>(group, parts, {
    name: "draft <path>",
    about: "modelsDraft",
    example: 'models draft models/PROC-TND --reason "25 days"',
    options: [
      ["--reason <text>", "modelsReason"],
      ["--dry-run", "modelsDryRun"],
    ],
    async run(context, [path = ""], { reason, dryRun }) {
      // Loaded only now: it brings the YAML parser and every validator.
      const { loadModel, packModel } = await import("@probity/models");
      const loaded = loadModel(path);
      // A pack is JSON.
      const pack = JSON.parse(packModel(loaded, loaded.readme)) as Json;
      const body = { pack, ...(reason !== undefined && { reason }), ...(dryRun === true && { dryRun }) };
      const answer = objectAt(await context.ask({ method: "POST", path: "/ops/models/drafts", body }));
      const name = `${textAt(answer, "id")}@${textAt(answer, "version")}`;
      context.print(answer, () => [
        context.say(draftText(textAt(answer, "outcome")), { name }),
        ...(dryRun === true ? [context.say("dryRunOnly")] : []),
      ]);
      return undefined;
    },
  });
}

const draftText = (outcome: string | undefined): "draft_created" | "draft_replaced" | "draft_unchanged" =>
  outcome === "replaced" ? "draft_replaced" : outcome === "created" ? "draft_created" : "draft_unchanged";

function addCheck(group: Command, parts: ProgramParts): void {
  addLeaf(group, parts, {
    name: "check <version>",
    about: "modelsCheck",
    example: "models check PROC-TND@1.1.0",
    async run(context, [text]) {
      const name = modelName(text);
      const answer = objectAt(await context.ask({ method: "POST", path: `${name.path}/check`, body: {} }));
      const ok = answer["ok"] === true;
      context.print(answer, () => checkLines(context, name.text, answer));
      return ok ? exitCodes.ok : exitCodes.wrong;
    },
  });
}

function checkLines(context: CommandContext, name: string, answer: JsonObject): readonly string[] {
  const { say, locale } = context;
  const cases = objectAt(answer, "cases");
  const sources = listAt(answer, "sources");
  const wrong = [
    ...listAt(answer, "problems").map((one) => [textAt(one, "path"), textAt(one, "message")] as const),
    ...listAt(cases, "failed").map(
      (one) =>
        [`${textAt(one, "rule")}: ${textAt(one, "name")}`, textsAt(one, "problems").join("; ")] as const,
    ),
    ...sources.flatMap((source) =>
      listAt(source, "errors").map(
        (one) => [`${textAt(source, "source")}: ${textAt(one, "path")}`, textAt(one, "message")] as const,
      ),
    ),
  ];
  const lines = table(wrong, [
    { title: say("colPath"), value: ([path]) => path },
    { title: say("colMessage"), value: ([, message]) => ruleProblemIn(locale, message ?? ""), max: 160 },
  ]);
  const warnings = listAt(answer, "lint")
    .filter((one) => textAt(one, "severity") === "warning")
    .map((one) => `${textAt(one, "rule")}: ${ruleProblemIn(locale, textAt(one, "message") ?? "")}`);
  // The same of several expressions of a rule is said once.
  const hints = [...new Set(warnings)];
  const gaps = listAt(answer, "uncovered").map((one) =>
    say("uncovered", {
      rule: textAt(one, "rule") ?? "",
      result: textsAt(one, "lacks")
        .map((result) => context.word(result))
        .join(", "),
    }),
  );
  const numbers = { name, cases: numberAt(cases, "total") ?? 0, sources: sources.length };
  return [
    ...(wrong.length === 0 ? [] : lines),
    ...hints,
    ...gaps,
    ...neededLines(context, answer),
    say(answer["ok"] === true ? "checkPassed" : "checkFailed", numbers),
  ];
}

function addHistory(group: Command, parts: ProgramParts): void {
  addLeaf(group, parts, {
    name: "history <version>",
    about: "modelsHistory",
    example: "models history PROC-TND@1.1.0",
    async run(context, [text]): Promise<ExitCode | undefined> {
      const { say } = context;
      const answer = await context.ask({ method: "GET", path: `${modelName(text).path}/history` });
      context.print(answer, () =>
        table(listAt(answer, "steps"), [
          { title: say("colTime"), value: (row) => context.when(textAt(row, "at")) },
          { title: say("colStep"), value: (row) => context.word(textAt(row, "step")) },
          { title: say("colState"), value: (row) => context.word(textAt(row, "state")) },
          { title: say("colBy"), value: (row) => textAt(row, "by") },
          { title: say("colWith"), value: (row) => textAt(row, "with") },
          { title: say("colReason"), value: (row) => textAt(row, "reason"), max: 100 },
        ]),
      );
      return undefined;
    },
  });
}
