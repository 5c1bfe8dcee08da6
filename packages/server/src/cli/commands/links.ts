import type { Command } from "commander";
import { type JsonObject, ProbityError } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { listAt, objectAt, textAt } from "../json-read.ts";
import { edgeLines, ownerLines, refOf, relationTable, sharedLines } from "../links/link-lines.ts";
import type { ProgramParts } from "../program.ts";
import { addLeaf, type Leaf } from "./leaf.ts";
import { withQuery } from "./list.ts";
import { addLinksImport } from "./links-import.ts";
import { numberOption } from "./number-option.ts";

interface SearchOptions {
  readonly depth?: string;
  readonly minShare?: string;
  readonly at?: string;
  readonly inferred?: boolean;
  readonly common?: string;
}

const narrowing: NonNullable<Leaf<SearchOptions>["options"]> = [
  ["--at <moment>", "linksAt"],
  ["--inferred", "linksInferred"],
  ["--common <entities>", "linksCommon"],
];
const bounds: NonNullable<Leaf<SearchOptions>["options"]> = [
  ["--depth <n>", "linksDepth"],
  ["--min-share <share>", "linksMinShare"],
];

/** `probity links ...` */
export function addLinks(program: Command, parts: ProgramParts): void {
  const group = program.command("links").description(parts.say("links"));
  addLinksImport(group, parts);
  addLeaf<{ at?: string }>(group, parts, {
    name: "show <entity>",
    about: "linksShow",
    example: "links show organisation:91440300MA5",
    options: [["--at <moment>", "linksAt"]],
    run: (context, [entity = ""], { at }) => show(context, entity, at),
  });
  addLeaf<SearchOptions>(group, parts, {
    name: "path <from> <to>",
    about: "linksPath",
    example: "links path organisation:91440300MA5 person:p-1 --depth 4 --min-share 0.05",
    options: [...bounds, ...narrowing],
    run: (context, [from = "", to = ""], options) => findPath(context, from, to, options),
  });
  addLeaf<SearchOptions>(group, parts, {
    name: "owners <entities...>",
    about: "linksOwners",
    example: "links owners organisation:91440300MA5 organisation:91440300MB6 --min-share 0.05",
    options: [...bounds, ...narrowing],
    async run(context, entities, options) {
      const body = { entities, ...boundsOf(options), ...narrowed(options) };
      const answer = objectAt(await context.ask({ method: "POST", path: "/ops/links/owners", body }));
      context.print(answer, () => limited(context, answer) ?? ownerLines(context, answer));
      return judged(answer);
    },
  });
  addLeaf<SearchOptions>(group, parts, {
    name: "shared <entities...>",
    about: "linksShared",
    example: "links shared organisation:91440300MA5 organisation:91440300MB6",
    options: narrowing,
    async run(context, entities, options) {
      const body = { entities, ...narrowed(options) };
      const answer = objectAt(await context.ask({ method: "POST", path: "/ops/links/shared", body }));
      context.print(answer, () => limited(context, answer) ?? sharedLines(context, answer));
      return judged(answer);
    },
  });
}

async function show(context: CommandContext, entity: string, at: string | undefined): Promise<undefined> {
  const place = withQuery("/ops/links/entity", { entity, at });
  const answer = objectAt(await context.ask({ method: "GET", path: place }));
  context.print(answer, () => [
    refOf(answer, "entity"),
    ...relationTable(context, listAt(answer, "relations")),
  ]);
  if (answer["more"] === true) context.note(context.say("linksTruncated"));
  return undefined;
}

async function findPath(
  context: CommandContext,
  from: string,
  to: string,
  options: SearchOptions,
): Promise<ExitCode | undefined> {
  const body = { from, to, ...boundsOf(options), ...narrowed(options) };
  const answer = objectAt(await context.ask({ method: "POST", path: "/ops/links/path", body }));
  context.print(answer, () => {
    const limit = limited(context, answer);
    if (limit !== undefined) return limit;
    const edges = listAt(answer, "edges");
    return edges.length === 0 ? [context.say("linksNone")] : edgeLines(context, edges, "");
  });
  return judged(answer);
}

/** A question that was not answered is no "no": the exit code says so. */
const judged = (answer: JsonObject): ExitCode | undefined =>
  textAt(answer, "status") === "indeterminate" ? exitCodes.wrong : undefined;

const limited = (context: CommandContext, answer: JsonObject): readonly string[] | undefined =>
  textAt(answer, "status") === "indeterminate" ? [context.say("linksLimit")] : undefined;

function boundsOf({ depth, minShare = "0" }: SearchOptions): JsonObject {
  const share = Number(minShare);
  if (!/^(?:0|1|0?\.\d+|1\.0+|0\.\d+)$/.test(minShare) || share > 1)
    throw new ProbityError("PROBITY_E_USAGE", "--min-share must be from 0 to 1");
  return { depth: numberOption(depth, "--depth", { min: 1, max: 20, default: 4 }), minShare: share };
}

const narrowed = ({ at, inferred, common }: SearchOptions): JsonObject => ({
  ...(at === undefined ? {} : { at }),
  ...(inferred === true ? { inferred } : {}),
  ...(common === undefined ? {} : { commonNodes: common.split(",").map((one) => one.trim()) }),
});
