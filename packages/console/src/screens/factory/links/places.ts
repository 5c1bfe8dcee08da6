import type { Gathered, Type } from "@probity/engine/author";
import type { Scope } from "../condition/scope.ts";

/** How deep lists are looked into: an expression may nest two loops (RU-2). */
const deepest = 2;
const most = 200;

/** Whether a field's name says that it holds the ids of somebody. */
const isId = (name: string): boolean => /^ids?$|Ids?$/.test(name);

/** Places of the ids of persons and organisations among what a rule may read, lists of them first. */
export function partyPlaces(scope: Scope): readonly Gathered[] {
  const places: Gathered[] = [];
  for (const [path, type] of scope) {
    const names = path.split(".");
    if (names.length < 2 || names[0] === "params" || names[0] === "features") continue;
    if (type.kind === "list") places.push(...inList(type.item, [names]));
    else if (type.kind === "string" && isId(names.at(-1) ?? "")) places.push({ lists: [], field: names });
  }
  return [
    ...places.filter(({ lists }) => lists.length > 0),
    ...places.filter(({ lists }) => lists.length === 0),
  ].slice(0, most);
}

function inList(item: Type, lists: Gathered["lists"]): readonly Gathered[] {
  if (item.kind === "string") return isId(lists.at(-1)?.at(-1) ?? "") ? [{ lists }] : [];
  return item.kind === "record" ? inRecord(item, lists, []) : [];
}

function inRecord(
  { fields }: Extract<Type, { kind: "record" }>,
  lists: Gathered["lists"],
  above: readonly string[],
): readonly Gathered[] {
  return [...fields].flatMap(([name, type]) => {
    const names = [...above, name];
    if (type.kind === "string") return isId(name) ? [{ lists, field: names }] : [];
    if (type.kind === "record") return above.length < deepest ? inRecord(type, lists, names) : [];
    return type.kind === "list" && lists.length < deepest ? inList(type.item, [...lists, names]) : [];
  });
}

/** A place in one line: `record.bids.details[].tenderers[].id`. */
export const placeText = ({ lists, field }: Gathered): string =>
  [...lists.map((names) => `${names.join(".")}[]`), ...(field === undefined ? [] : [field.join(".")])].join(
    ".",
  );
