import type { Json, JsonObject } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { listAt, objectAt, textAt } from "../json-read.ts";
import type { Column } from "../output/table.ts";
import { table } from "../output/table.ts";
import { numberOption } from "./number-option.ts";

/** A page of a list of the operator API. */
export interface ListRequest {
  readonly path: string;
  /** Query; undefined values are left out. */
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Key of the rows in the answer. */
  readonly key: string;
  readonly columns: readonly Column<JsonObject>[];
  /** The command, to show how the next page is asked for. */
  readonly command: string;
  /** Said when there is no row. Default: that there is nothing. */
  readonly empty?: string | undefined;
}

/** Asks for a page and prints it as a table, with how to get the next one. */
export async function printList(context: CommandContext, request: ListRequest): Promise<undefined> {
  checkNumbers(request.query);
  const answer = await context.ask({ method: "GET", path: withQuery(request.path, request.query) });
  const rows = listAt(answer, request.key);
  context.print(answer, () =>
    rows.length === 0 ? [request.empty ?? context.say("none")] : table(rows, request.columns),
  );
  const next = nextOf(answer);
  if (next !== undefined) context.note(context.say("more", { command: commandFor(request, next) }));
  return undefined;
}

/** Numbers are looked at before the server is asked, so that a slip is an error of the command line. */
function checkNumbers(query: ListRequest["query"]): void {
  numberOption(query["limit"], "--limit", { min: 1, max: 500, default: 50 });
  numberOption(query["level"], "--level", { min: 1, max: 3, default: 1 });
}

/** The same command for the next page. */
function commandFor({ command, query }: ListRequest, cursor: string): string {
  const flags = Object.entries({ ...query, cursor }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name} ${/^[\w.:/-]+$/.test(value) ? value : JSON.stringify(value)}`],
  );
  return [command, ...flags].join(" ");
}

/** The cursor of the page after this answer. */
export function nextOf(answer: Json): string | undefined {
  return textAt(objectAt(answer), "next");
}

/** A path with the parameters that are there. */
export function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const text = new URLSearchParams(given).toString();
  return text === "" ? path : `${path}?${text}`;
}
