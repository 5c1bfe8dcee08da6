import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/button.tsx";
import { useMay } from "../me.ts";
import { Bell } from "./bell.tsx";
import { PersonMenu } from "./person-menu.tsx";
import { LiveMark } from "./live-mark.tsx";
import { PurposeChip } from "./purpose-chip.tsx";
import { SearchBox } from "./search-box.tsx";
import styles from "./top-bar.module.css";
import { UnitSwitcher } from "./unit-switcher.tsx";

/** The bar above every screen. */
export function TopBar({ onHelp }: { readonly onHelp: () => void }): ReactElement {
  const { t } = useTranslation();
  const maySearch = useMay("alert.read");
  const mayChooseUnit = useMay("org.read");
  return (
    <header className={styles.bar}>
      {mayChooseUnit && <UnitSwitcher />}
      {maySearch && <SearchBox />}
      <span className={styles.space} />
      <PurposeChip />
      {maySearch && <LiveMark />}
      <IconButton name={t("top.help")} icon="help" aria-keyshortcuts="?" onClick={onHelp} />
      <Bell />
      <PersonMenu />
    </header>
  );
}
