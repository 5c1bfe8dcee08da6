import type { Command } from "commander";
import type { Json, JsonObject } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { listAt, numberAt, objectAt, textAt, textsAt } from "../json-read.ts";
import { pairs, table } from "../output/table.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { withQuery } from "./list.ts";
import { numberOption } from "./number-option.ts";
import { scopeText } from "./scope-text.ts";

/** `probity bundles ...` */
export function addBundles(program: Command, parts: ProgramParts): void {
  const group = program.command("bundles").description(parts.say("bundles"));
  addLeaf<{ source?: string }>(group, parts, {
    name: "list",
    about: "bundlesList",
    example: "bundles list --source purchasing",
    options: [["--source <id>", "optSource"]],
    async run(context, _args, { source }) {
      const answer = await context.ask({ method: "GET", path: withQuery("/ops/bundles", { source }) });
      const bundles = listAt(answer, "bundles");
      context.print(answer, () =>
        bundles.length === 0
          ? [context.say("none")]
          : bundles.flatMap((bundle, index) => [
              ...(index === 0 ? [] : [""]),
              ...bundleLines(context, bundle),
            ]),
      );
      return undefined;
    },
  });
  addLeaf<{ version?: string }>(group, parts, {
    name: "show <source>",
    about: "bundlesShow",
    example: "bundles show purchasing --version 3",
    options: [["--version <n>", "bundlesVersion"]],
    async run(context, [source = ""], { version }) {
      numberOption(version, "--version", { min: 1, max: 999_999_999, default: 1 });
      const path = withQuery(`/ops/bundles/${encodeURIComponent(source)}`, { version });
      const bundle = objectAt(await context.ask({ method: "GET", path }));
      context.print(bundle, () => contentLines(context, bundle));
      return undefined;
    },
  });
}

function bundleLines(context: CommandContext, bundle: JsonObject): readonly string[] {
  const { say } = context;
  const head = say("bundleHead", {
    source: textAt(bundle, "source") ?? "-",
    version: textAt(bundle, "version") ?? "-",
    released: context.when(textAt(bundle, "releasedAt")) ?? "-",
    expires: context.when(textAt(bundle, "expiresAt")) ?? "-",
  });
  const streams = listAt(bundle, "streams");
  if (streams.length === 0) return [head, say("bundleNobody")];
  return [
    head,
    ...table(streams, [
      { title: say("colStream"), value: (row) => textAt(row, "stream") },
      {
        title: say("colRuns"),
        value: (row) => textAt(row, "bundleVersion") ?? textAt(row, "bundleHash")?.slice(0, 12),
        align: "right",
      },
      { title: say("colBehind"), value: (row) => numberAt(row, "behind"), align: "right" },
      { title: say("colSince"), value: (row) => context.when(textAt(row, "since")) },
      { title: say("colHeard"), value: (row) => context.when(textAt(row, "heardAt")) },
    ]),
  ];
}

const joined = (value: JsonObject, key: string): string => textsAt(value, key).join(" ") || "-";

function contentLines(context: CommandContext, bundle: JsonObject): readonly string[] {
  const { say } = context;
  const keys = objectAt(bundle, "keys");
  return [
    ...bundleLines(context, { ...bundle, releasedAt: bundle["createdAt"] ?? null, streams: [] }).slice(0, 1),
    ...pairs([
      [say("bundleSigned"), joined(bundle, "signedBy")],
      [say("bundleTrusted"), joined(keys, "trusted")],
      [say("bundleRevoked"), joined(keys, "revoked")],
      [say("bundleRoles"), joined(objectAt(bundle, "breakGlass"), "roles")],
    ]),
    "",
    say("bundleRules"),
    ...table(bindingRows(bundle), [
      { title: say("colRule"), value: (row) => textAt(row, "rule") },
      { title: say("colModel"), value: (row) => textAt(row, "model") },
      { title: say("colBinding"), value: (row) => textAt(row, "id") },
      { title: say("colAction"), value: (row) => context.word(textAt(row, "action")) },
      {
        title: say("colConfigured"),
        value: (row) => context.word(textAt(objectAt(row, "breaker"), "configured")) ?? "",
      },
    ]),
    ...exceptionLines(context, listAt(bundle, "exceptions")),
  ];
}

/** Bindings, each with the version and model of its rule. */
function bindingRows(bundle: JsonObject): readonly JsonObject[] {
  const rules = new Map(listAt(bundle, "rules").map((rule) => [textAt(rule, "id"), rule]));
  return listAt(bundle, "bindings").map((binding) => {
    const rule = rules.get(textAt(binding, "rule")) ?? {};
    const model: Json = textAt(rule, "model") ?? null;
    return { ...binding, rule: `${textAt(binding, "rule")}@${textAt(rule, "version") ?? "?"}`, model };
  });
}

function exceptionLines(context: CommandContext, exceptions: readonly JsonObject[]): readonly string[] {
  const { say } = context;
  if (exceptions.length === 0) return [];
  return [
    "",
    say("bundleExceptions"),
    ...table(exceptions, [
      { title: say("colId"), value: (row) => textAt(row, "id") },
      { title: say("colRule"), value: (row) => textAt(row, "rule") },
      { title: say("colScope"), value: (row) => scopeText(context, row) },
      { title: say("colUntil"), value: (row) => context.when(textAt(row, "validTo")) },
    ]),
  ];
}
