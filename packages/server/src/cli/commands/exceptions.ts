import type { Command } from "commander";
import { ProbityError } from "@probity/contracts";
import { objectAt, textAt } from "../json-read.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf } from "./leaf.ts";
import { printList } from "./list.ts";
import { required } from "./required.ts";
import { approve, printPending, reject, summaryOf } from "./requests.ts";
import { scopeText } from "./scope-text.ts";

interface AddOptions {
  readonly source?: string;
  readonly rule?: string;
  readonly process?: string;
  readonly person?: string;
  readonly unit?: string;
  readonly reason?: string;
  readonly until?: string;
}

interface ListOptions {
  readonly source?: string;
  readonly rule?: string;
  readonly all?: boolean;
}

/** `probity exceptions ...` */
export function addExceptions(program: Command, parts: ProgramParts): void {
  const group = program.command("exceptions").description(parts.say("exceptions"));
  addLeaf<AddOptions>(group, parts, {
    name: "add",
    about: "exceptionsAdd",
    example:
      'exceptions add --source purchasing --rule PROC-TND-001 --process ocds-1 --reason "flood relief, decided by the board" --until 2027-01-31',
    options: [
      ["--source <id>", "exceptionSource"],
      ["--rule <id>", "optRule"],
      ["--process <id>", "exceptionProcess"],
      ["--person <id>", "exceptionPerson"],
      ["--unit <id>", "exceptionUnit"],
      ["--reason <text>", "optReason"],
      ["--until <day>", "exceptionUntil"],
    ],
    async run(context, _args, options) {
      const body = {
        source: options.source ?? "*",
        rule: required(options.rule, "--rule ID"),
        scope: scopeOf(options),
        reason: required(options.reason, "--reason TEXT"),
        until: required(options.until, "--until DAY"),
      };
      const answer = objectAt(await context.ask({ method: "POST", path: "/ops/exceptions", body }));
      const request = objectAt(answer, "request");
      const id = textAt(request, "id") ?? "-";
      context.print(answer, () => [context.say("exceptionAsked", { id }), ...summaryOf(context, request)]);
      return undefined;
    },
  });
  addDecisions(group, parts);
  addList(group, parts);
  addLeaf<{ reason?: string }>(group, parts, {
    name: "end <id>",
    about: "exceptionsEnd",
    example: 'exceptions end 01975f0a-0000-7000-8000-000000000001 --reason "flood is over"',
    options: [["--reason <text>", "optReason"]],
    async run(context, [id = ""], options) {
      const path = `/ops/exceptions/${encodeURIComponent(id)}/end`;
      const body = { reason: required(options.reason, "--reason TEXT") };
      const answer = await context.ask({ method: "POST", path, body });
      context.print(answer, () => [context.say("exceptionEnded", { id })]);
      return undefined;
    },
  });
}

function addDecisions(group: Command, parts: ProgramParts): void {
  addLeaf<{ source?: string }>(group, parts, {
    name: "pending",
    about: "exceptionsPending",
    example: "exceptions pending",
    options: [["--source <id>", "optSource"]],
    run: (context, _args, { source }) => printPending(context, "exception", source),
  });
  addLeaf(group, parts, {
    name: "approve <id>",
    about: "exceptionsApprove",
    example: "exceptions approve 01975f0a-0000-7000-8000-000000000001",
    run: (context, [id = ""]) => approve(context, id),
  });
  addLeaf<{ reason?: string }>(group, parts, {
    name: "reject <id>",
    about: "exceptionsReject",
    example: 'exceptions reject 01975f0a-0000-7000-8000-000000000001 --reason "not this month"',
    options: [["--reason <text>", "optReason"]],
    run: (context, [id = ""], { reason }) => reject(context, id, required(reason, "--reason TEXT")),
  });
}

function addList(group: Command, parts: ProgramParts): void {
  addLeaf<ListOptions>(group, parts, {
    name: "list",
    about: "exceptionsList",
    example: "exceptions list --rule PROC-TND-001",
    options: [
      ["--source <id>", "optSource"],
      ["--rule <id>", "optRule"],
      ["--all", "optAll"],
    ],
    run: (context, _args, { source, rule, all }) =>
      printList(context, {
        path: "/ops/exceptions",
        query: { source, rule, all: all === true ? "true" : undefined },
        key: "exceptions",
        command: "probity exceptions list",
        columns: [
          { title: context.say("colId"), value: (row) => textAt(row, "id") },
          { title: context.say("colSource"), value: (row) => textAt(row, "source") },
          { title: context.say("colRule"), value: (row) => textAt(row, "rule") },
          { title: context.say("colScope"), value: (row) => scopeText(context, row) },
          {
            title: context.say("colUntil"),
            value: (row) => context.when(textAt(row, "endedAt") ?? textAt(row, "validTo")),
          },
          { title: context.say("colAsked"), value: (row) => textAt(row, "requestedBy") },
          { title: context.say("colAgreed"), value: (row) => textAt(row, "approvedBy") },
          { title: context.say("colReason"), value: (row) => textAt(row, "reason") },
        ],
      }),
  });
}

/** Exactly one of the three. */
function scopeOf({ process: flow, person, unit }: AddOptions): {
  readonly kind: string;
  readonly id: string;
} {
  const given = Object.entries({ process: flow, person, unit }).flatMap(([kind, id]) =>
    id === undefined ? [] : [{ kind, id }],
  );
  const [scope, ...more] = given;
  if (scope !== undefined && more.length === 0) return scope;
  throw new ProbityError("PROBITY_E_USAGE", "one of --process, --person and --unit is required");
}
