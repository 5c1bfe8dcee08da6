import { type ReactElement, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import icon from "../../assets/icon.svg";
import { changeLanguage, type Language, language } from "../../i18n/i18n.ts";
import { LoginForm } from "./login-form.tsx";
import styles from "./login.module.css";
import { ResetForm } from "./reset-form.tsx";

/** What whoever is not signed in sees, at every address; the address is kept. */
export function LoginPage(): ReactElement {
  const { t } = useTranslation();
  const [view, setView] = useState<"login" | "reset" | "done">("login");
  useEffect(() => {
    document.title = `${t("login.title")} · ${t("product")}`;
  }, [t]);
  return (
    <div className={styles.page}>
      <main className={styles.panel}>
        <div className={styles.brand}>
          <img src={icon} alt="" width="40" height="40" />
          <div>
            <h1>{t("product")}</h1>
            <p>{t("login.about")}</p>
          </div>
        </div>
        {view === "reset" ? (
          <ResetForm onDone={() => setView("done")} onBack={() => setView("login")} />
        ) : (
          <LoginForm wasSet={view === "done"} onReset={() => setView("reset")} />
        )}
      </main>
      <footer className={styles.foot}>
        <span>{t("login.record")}</span>
        <select
          aria-label={`${t("account.language")} Language`}
          value={language()}
          onChange={(event) => void changeLanguage(event.target.value as Language)} // one of the options below
        >
          <option value="zh-CN">简体中文</option>
          <option value="en">English</option>
        </select>
      </footer>
    </div>
  );
}
