import { type Context, createContext, useContext } from "react";
import type { Me, Permission } from "../api/session.ts";

/** Who is signed in, for everything under the shell. */
export const MeContext: Context<Me | undefined> = createContext<Me | undefined>(undefined);

/** Who is signed in. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === undefined) throw new Error("useMe outside the shell");
  return me;
}

/** Whether the person may do something, somewhere. What is not allowed is not offered; the server decides in any case. */
export const useMay = (permission: Permission): boolean => useMe().permissions.includes(permission);
