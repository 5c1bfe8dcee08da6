import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import icon from "../../assets/icon.svg";
import { language } from "../../i18n/i18n.ts";
import { screens } from "../../screens/index.ts";
import { IconButton } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/icon.tsx";
import { useMe } from "../me.ts";
import { navGroups, type Screen } from "../screen.ts";
import { navigation, useNarrowNavigation } from "./navigation.ts";
import { openTo } from "./open-to.ts";
import styles from "./sidebar.module.css";

/** The screens that the person may open, by group. */
export function Sidebar(): ReactElement {
  const { t } = useTranslation();
  const me = useMe();
  const isNarrow = useNarrowNavigation();
  const all: readonly Screen[] = screens;
  const open = all.filter((screen) => screen.nav !== undefined && openTo(screen, me));
  return (
    <div className={classNames(styles.side, isNarrow && styles.narrow)}>
      <nav aria-label={t("nav.label")}>
        <Link to="/" className={styles.brand} aria-label={t("product")}>
          <img src={icon} alt="" width="26" height="26" />
          <span className={styles.label}>{t("product")}</span>
        </Link>
        {navGroups.map((group) => {
          const items = open.filter(({ nav }) => nav?.group === group);
          return items.length === 0 ? null : (
            <div key={group} className={styles.group}>
              <h2 id={`nav-${group}`}>{t(`nav.${group}`)}</h2>
              <ul aria-labelledby={`nav-${group}`}>
                {items.map((screen) => (
                  <li key={screen.name}>
                    <Item screen={screen} />
                  </li>
                ))}
              </ul>
            </div>
          );
        })}
      </nav>
      <div className={styles.foot}>
        <IconButton
          name={isNarrow ? t("nav.expand") : t("nav.collapse")}
          icon={isNarrow ? "right" : "left"}
          aria-expanded={!isNarrow}
          onClick={navigation.toggle}
        />
      </div>
    </div>
  );
}

function Item({ screen: { title, nav, route } }: { readonly screen: Screen }): ReactElement {
  const text = title[language()];
  return (
    <Link
      to={route.fullPath}
      className={styles.item}
      activeOptions={{ exact: route.fullPath === "/", includeSearch: false }}
      title={text}
      aria-label={text}
    >
      {nav !== undefined && <Icon name={nav.icon} />}
      <span className={styles.label}>{text}</span>
    </Link>
  );
}
