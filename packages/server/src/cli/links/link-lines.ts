import type { JsonObject } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { listAt, numberAt, objectAt, textAt } from "../json-read.ts";
import { table } from "../output/table.ts";
import { printable } from "../output/width.ts";

/** `kind:key` of an entity of an answer. */
export function refOf(value: JsonObject, key: string): string {
  const entity = objectAt(value, key);
  return printable(`${textAt(entity, "kind") ?? "?"}:${textAt(entity, "key") ?? "?"}`);
}

const percent = (share: number | undefined): string | undefined =>
  share === undefined ? undefined : `${Number((share * 100).toFixed(6))}%`;

/** Where a relation comes from: the event's place in the log, or the line of the import. */
function originOf(relation: JsonObject): string {
  const origin = relation["origin"] === undefined ? relation : objectAt(relation, "origin");
  const place = textAt(origin, "position") ?? textAt(origin, "line");
  return printable(`${textAt(origin, "source") ?? "-"} #${place ?? "-"}`);
}

/** Relations of an entity. */
export function relationTable(context: CommandContext, relations: readonly JsonObject[]): readonly string[] {
  const { say } = context;
  return table(relations, [
    { title: say("colLinkFrom"), value: (row) => refOf(row, "from") },
    { title: say("colLinkKind"), value: (row) => context.word(textAt(row, "kind")) },
    { title: say("colLinkTo"), value: (row) => refOf(row, "to") },
    { title: say("colShare"), value: (row) => percent(numberAt(row, "share")), align: "right" },
    { title: say("colConfidence"), value: (row) => numberAt(row, "confidence"), align: "right" },
    { title: say("colFrom"), value: (row) => context.when(textAt(row, "validFrom")) },
    { title: say("colUntil"), value: (row) => context.when(textAt(row, "validTo")) },
    { title: say("colLinkOrigin"), value: originOf },
  ]);
}

/** Edges of a path, one a line. */
export const edgeLines = (
  context: CommandContext,
  edges: readonly JsonObject[],
  indent: string,
): readonly string[] =>
  edges.map((edge) => {
    const share = percent(numberAt(edge, "share"));
    const kind = context.word(textAt(edge, "kind")) ?? "-";
    return `${indent}${refOf(edge, "from")} --${kind}${share === undefined ? "" : ` ${share}`}--> ${refOf(edge, "to")}  (${originOf(edge)})`;
  });

/** Common owners with every path. */
export function ownerLines(context: CommandContext, answer: JsonObject): readonly string[] {
  const unknown = listAt(answer, "unknown").map((entity) =>
    context.say("linksUnknown", { entity: refOf({ entity }, "entity") }),
  );
  const owners = listAt(answer, "owners");
  if (owners.length === 0) return [context.say("linksNone"), ...unknown];
  const lines = owners.flatMap((owner) => [
    refOf(owner, "owner"),
    ...listAt(owner, "holdings").flatMap((holding) => {
      const entity = refOf(holding, "entity");
      const paths = listAt(holding, "paths");
      if (paths.length === 0) return [context.say("linksSelf", { entity })];
      return [
        context.say("linksHolding", { entity, share: percent(numberAt(holding, "share")) ?? "-" }),
        ...paths.flatMap((path) => edgeLines(context, listAt(path, "edges"), "    ")),
      ];
    }),
  ]);
  return [...lines, ...unknown];
}

/** Values that several have, with their bearers. */
export function sharedLines(context: CommandContext, answer: JsonObject): readonly string[] {
  const shared = listAt(answer, "shared");
  if (shared.length === 0) return [context.say("linksNone")];
  return shared.flatMap((one) => [
    refOf(one, "attribute"),
    ...listAt(one, "bearers").map(
      (bearer) => `  ${refOf(bearer, "entity")}  (${originOf(objectAt(bearer, "edge"))})`,
    ),
  ]);
}
