import type { ReactElement } from "react";
import { views } from "../search.ts";
import { useSubViews } from "../parts/sub-views.tsx";
import { Groups } from "./groups.tsx";
import { People } from "./people.tsx";
import { Roles } from "./roles.tsx";
import { Services } from "./services.tsx";

const shown = { people: People, services: Services, groups: Groups, roles: Roles };

/** Who may do what, where and until when (SE-2). */
export function Access(): ReactElement {
  const [open, links] = useSubViews("access", views.access);
  const Shown = shown[open];
  return (
    <>
      {links}
      <Shown />
    </>
  );
}
