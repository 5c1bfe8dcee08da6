import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { Lamp } from "../../ui/lamp.tsx";
import type { appealStates } from "./search.ts";

const colours = { open: "amber", upheld: "green", rejected: "grey" } as const;

/** How an appeal stands. */
export function AppealState({
  state,
}: {
  readonly state: Exclude<(typeof appealStates)[number], "any">;
}): ReactElement {
  const { t } = useTranslation("decisions");
  return <Lamp colour={colours[state]} text={t(`appealStates.${state}`)} />;
}
