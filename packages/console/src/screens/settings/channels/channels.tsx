import type { ReactElement } from "react";
import { useSubViews } from "../parts/sub-views.tsx";
import { views } from "../search.ts";
import { ChannelList } from "./channel-list.tsx";
import { Deliveries } from "./deliveries.tsx";

/** By which ways notices leave the house, and what left (CA-6). */
export function Channels(): ReactElement {
  const [open, links] = useSubViews("channels", views.channels);
  return (
    <>
      {links}
      {open === "channels" ? <ChannelList /> : <Deliveries />}
    </>
  );
}
