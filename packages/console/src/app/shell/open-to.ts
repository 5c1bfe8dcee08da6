import type { Me } from "../../api/session.ts";
import type { Screen } from "../screen.ts";

/** Whether a person may open a screen. */
export const openTo = ({ permission }: Pick<Screen, "permission">, { permissions }: Me): boolean =>
  permission === undefined || permissions.includes(permission);
