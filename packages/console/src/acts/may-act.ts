import { useMay } from "../app/me.ts";
import type { DialogName } from "./act-dialog.tsx";

/** Acts on alerts that a person may take, each by its key; they are followed with the right to read cases. */
export function useActsFor(): readonly { readonly name: DialogName; readonly key: string }[] {
  const mayFollow = useMay("case.read");
  const may = {
    assign: useMay("case.assign"),
    join: useMay("case.merge"),
    dismiss: useMay("evaluation.write"),
  };
  return acts.filter(({ name }) => mayFollow && may[name]);
}

const acts = [
  { name: "assign", key: "a" },
  { name: "join", key: "c" },
  { name: "dismiss", key: "e" },
] as const;
