/** What is chosen for an action: some lines, or all that the filter finds but some (decision 8 of the console's design). */
export type Selection =
  | { readonly kind: "some"; readonly ids: ReadonlySet<string> }
  | { readonly kind: "all"; readonly except: ReadonlySet<string> };

/** Nothing is chosen. */
export const nothing: Selection = { kind: "some", ids: new Set() };
/** Everything that the filter finds is chosen. */
export const everything: Selection = { kind: "all", except: new Set() };

/** Whether a line is chosen. */
export const includes = (selection: Selection, id: string): boolean =>
  selection.kind === "some" ? selection.ids.has(id) : !selection.except.has(id);

/** Chooses these lines, or no longer. */
export function choose(selection: Selection, ids: readonly string[], isChosen: boolean): Selection {
  const listed = new Set(selection.kind === "some" ? selection.ids : selection.except);
  const adds = isChosen === (selection.kind === "some");
  for (const id of ids) {
    if (adds) listed.add(id);
    else listed.delete(id);
  }
  return selection.kind === "some" ? { kind: "some", ids: listed } : { kind: "all", except: listed };
}

/** How many are chosen of so many. */
export const sizeOf = (selection: Selection, total: number): number =>
  selection.kind === "some" ? selection.ids.size : Math.max(0, total - selection.except.size);
