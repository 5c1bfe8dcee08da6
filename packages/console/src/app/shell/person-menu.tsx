import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { signOut } from "../../api/session.ts";
import { pair } from "../../i18n/format.ts";
import { changeLanguage, type Language, language } from "../../i18n/i18n.ts";
import { changeTheme, type ThemeChoice, useThemeChoice } from "../../theme/theme.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Popup } from "../../ui/popup.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useMe } from "../me.ts";
import { useRoleName } from "../role-name.ts";
import styles from "./top-bar.module.css";

/** Who is signed in, language and appearance, and the way out. */
export function PersonMenu(): ReactElement {
  const { t } = useTranslation();
  const { name } = useMe();
  return (
    <Popup
      label={t("top.account")}
      trigger={(props) => (
        <Button
          look="quiet"
          icon="person"
          className={styles.trigger}
          aria-label={pair(t("top.account"), name)}
          {...props}
        >
          <span>{name}</span>
          <Icon name="down" size={14} />
        </Button>
      )}
    >
      {(close) => (
        <div className={styles.menu}>
          <Who />
          <hr />
          <Choices />
          <hr />
          <Link to="/account" onClick={close}>
            {t("account.settings")}
          </Link>
          <Leave />
        </div>
      )}
    </Popup>
  );
}

function Who(): ReactElement {
  const { t } = useTranslation();
  const { id, name, grants } = useMe();
  const roleName = useRoleName();
  return (
    <div className={styles.who}>
      <strong>
        {name} ({id})
      </strong>
      <ul aria-label={t("account.roles")}>
        {grants.map(({ role, unit }) => (
          <li key={`${role} ${unit ?? ""}`}>
            {roleName(role)} · {unit ?? t("account.everywhere")}
          </li>
        ))}
        {grants.length === 0 && <li>{t("account.noRoles")}</li>}
      </ul>
    </div>
  );
}

function Choices(): ReactElement {
  const { t } = useTranslation();
  const theme = useThemeChoice();
  return (
    <>
      <label className={styles.choice}>
        {t("account.language")}
        {/* The values are those of the options. */}
        <select value={language()} onChange={(event) => void changeLanguage(event.target.value as Language)}>
          <option value="zh-CN">简体中文</option>
          <option value="en">English</option>
        </select>
      </label>
      <label className={styles.choice}>
        {t("account.theme")}
        <select value={theme} onChange={(event) => changeTheme(event.target.value as ThemeChoice)}>
          <option value="system">{t("account.system")}</option>
          <option value="light">{t("account.light")}</option>
          <option value="dark">{t("account.dark")}</option>
        </select>
      </label>
    </>
  );
}

function Leave(): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const leave = useMutation({ mutationFn: () => signOut(client) });
  return (
    <>
      {leave.error !== null && <Problem error={leave.error} />}
      <Button onClick={() => leave.mutate()} disabled={leave.isPending}>
        {t("account.signOut")}
      </Button>
    </>
  );
}
