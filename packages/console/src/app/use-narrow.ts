import { useNavigate } from "@tanstack/react-router";

type Search = Readonly<Record<string, unknown>>;
// The router types the search of all screens as one; each reads its own when it is opened.
type Go = (to: { readonly to: string; readonly search: (before: Search) => Search }) => Promise<void>;

/** Changes what the address of a screen says beside its path; what is undefined is taken out. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- who calls it says what its address can say
export function useNarrow<S extends object>(path: string): (change: S) => void {
  const navigate = useNavigate() as unknown as Go;
  return (change) => void navigate({ to: path, search: (before) => ({ ...before, ...change }) });
}
