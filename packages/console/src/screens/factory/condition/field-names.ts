import type { LocalizedText, Rule } from "@probity/contracts";
import { createContext, useContext } from "react";
import { language } from "../../../i18n/i18n.ts";
import type { Described } from "../../model/version.ts";

/** What a field is called by its path, in the language of the console; undefined where nobody says. */
export type NameOf = (path: string) => string | undefined;

const Names = createContext<NameOf>(() => undefined);

/** Gives what is inside the names of fields. */
export const FieldNames = Names.Provider;

/** The names of fields here. */
export const useFieldNames = (): NameOf => useContext(Names);

/** More of a description is in the documentation of its event type. */
const longest = 28;

/** Names of the fields that a rule reads: of its own events, and of the record that is made of all of a process. */
export function namesFor({ at }: Pick<Rule, "at">, types: readonly Described[]): NameOf {
  const texts: Readonly<Record<string, ReadonlyMap<string, LocalizedText>>> = {
    event: textsOf(types.filter(({ type }) => at.includes(type))),
    record: textsOf(types.filter(({ record }) => record !== null)),
  };
  return (path) => {
    const [root = "", ...rest] = path.split(".");
    const way = rest.join(".");
    const known = Object.hasOwn(texts, root) ? texts[root] : undefined;
    // Of money its amount is described.
    const text = known?.get(way) ?? known?.get(`${way}.amount`);
    return text === undefined ? undefined : short(text);
  };
}

/** By way, once: thousands of fields are offered at every select. The first type that has a field says what it is. */
const textsOf = (types: readonly Described[]): ReadonlyMap<string, LocalizedText> =>
  new Map(types.toReversed().flatMap(({ fields }) => Object.entries(fields)));

/** Inside of a list's rows, whose item has a name. */
export const namesWithin =
  (outer: NameOf, variable: string, list: string): NameOf =>
  (path) =>
    path === variable || path.startsWith(`${variable}.`)
      ? outer(`${list}[]${path.slice(variable.length)}`)
      : outer(path);

/** Up to where a description begins to explain. */
function short(text: LocalizedText): string {
  const [name = ""] = text[language()].split(/[：:（(；;，,。]|\. /, 1);
  return name.length > longest ? `${name.slice(0, longest)}…` : name;
}
