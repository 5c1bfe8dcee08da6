import type { ReactElement } from "react";
import { useMe } from "../../../app/me.ts";
import { useSubViews } from "../parts/sub-views.tsx";
import { Delegations } from "./delegations.tsx";
import { Gaps } from "./gaps.tsx";
import { Import } from "./import.tsx";
import { Relations } from "./relations.tsx";
import { Units } from "./units.tsx";

const shown = {
  units: Units,
  delegations: Delegations,
  relations: Relations,
  gaps: Gaps,
  import: Import,
};

/** Who works where, who stands in for whom, and who supervises whom (catalogue 10, CA-3). */
export function Organisation(): ReactElement {
  const { permissions } = useMe();
  const mayWrite = permissions.includes("org.write");
  const [open, links] = useSubViews("organisation", [
    "units",
    "delegations",
    ...(mayWrite || permissions.includes("entity.read") ? (["relations"] as const) : []),
    "gaps",
    ...(mayWrite ? (["import"] as const) : []),
  ]);
  const Shown = shown[open];
  return (
    <>
      {links}
      <Shown />
    </>
  );
}
