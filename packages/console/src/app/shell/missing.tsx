import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { State } from "../../ui/state.tsx";

/** What stands at an address that is no screen's. */
export function Missing(): ReactElement {
  const { t } = useTranslation();
  return (
    <State isPage icon="search" title={t("missing.title")} text={t("missing.text")}>
      <Link to="/">{t("missing.home")}</Link>
    </State>
  );
}
