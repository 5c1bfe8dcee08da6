import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { Lamp } from "../../ui/lamp.tsx";
import { outcomes } from "./search.ts";

const colours = {
  allow: "green",
  warn: "amber",
  justify: "amber",
  second_approver: "amber",
  block: "red",
} as const;

/** What a pre-check answered. */
export function OutcomeLamp({ outcome }: { readonly outcome: string | null }): ReactElement {
  const { t } = useTranslation("decisions");
  const known = outcomes.find((one) => one === outcome);
  return known === undefined ? (
    <Lamp colour="grey" text={outcome ?? t("unchecked")} />
  ) : (
    <Lamp colour={colours[known]} text={t(`outcomes.${known}`)} />
  );
}
