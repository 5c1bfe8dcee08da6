import { useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { signOut } from "../../api/session.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { LoginForm } from "./login-form.tsx";
import styles from "./login.module.css";

/** The session is over: signs the same person in again over the page, so that nothing that was entered is lost. */
export function Expired({ person }: { readonly person: string }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  return (
    <Dialog
      title={t("expired.title")}
      size="narrow"
      foot={<Button onClick={() => void signOut(client)}>{t("expired.other")}</Button>}
    >
      <div className={styles.form}>
        <p className={styles.help}>{t("expired.text")}</p>
        <LoginForm person={person} />
      </div>
    </Dialog>
  );
}
