import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { Lamp } from "../../ui/lamp.tsx";
import type { Indicator } from "./indicator-table.tsx";

/** How an indicator stands, and what it does on a hit. */
export function StateLamp({
  indicator: { state, action, breakers, binding },
}: {
  readonly indicator: Pick<Indicator, "state" | "action" | "breakers" | "binding">;
}): ReactElement {
  const { t } = useTranslation("indicators");
  if (breakers.includes(binding)) return <Lamp colour="red" text={t("broken")} />;
  if (state === "enforce") return <Lamp colour="green" text={t(`actions.${action}`)} />;
  return <Lamp colour={state === "observe" ? "amber" : "grey"} text={t(`states.${state}`)} />;
}

const colours = {
  yes: "green",
  partly: "amber",
  missing: "red",
  no_events: "amber",
  unknown: "grey",
} as const;

/** Whether what it needs arrives. */
export function DataLamp({ state }: { readonly state: keyof typeof colours }): ReactElement {
  const { t } = useTranslation("indicators");
  return <Lamp colour={colours[state]} text={t(`dataStates.${state}`)} />;
}
