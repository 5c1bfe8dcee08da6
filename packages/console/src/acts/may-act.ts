import { useMay } from "../app/me.ts";

/** What a person may do with alerts; acts are followed with the right to read cases. */
export function useMayAct(): { readonly mayAssign: boolean; readonly mayDismiss: boolean } {
  const mayFollow = useMay("case.read");
  const mayAssign = useMay("case.assign");
  const mayDismiss = useMay("evaluation.write");
  return { mayAssign: mayAssign && mayFollow, mayDismiss: mayDismiss && mayFollow };
}
