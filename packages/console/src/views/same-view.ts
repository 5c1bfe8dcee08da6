/** Whether an address shows exactly a view, whatever its order and for whichever unit. */
export const isSameView = (search: object, view: object): boolean => narrowing(search) === narrowing(view);

/** What narrows a list, in one text. */
function narrowing(search: object): string {
  const entries = Object.entries(search).filter(
    ([key, value]) => key !== "sort" && key !== "unit" && value !== undefined,
  );
  return JSON.stringify(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
