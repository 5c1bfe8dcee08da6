import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../api/call.ts";
import { Failed } from "../../app/login/failed.tsx";
import { NewPassword } from "../../app/login/new-password.tsx";
import { useMe } from "../../app/me.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Section } from "../../ui/page.tsx";
import styles from "./account.module.css";

const empty = { old: "", password: "", again: "" };

/** Changes the own password; other sessions end with it. */
export function PasswordForm(): ReactElement {
  const { t } = useTranslation("account");
  const { id } = useMe();
  const [given, setGiven] = useState(empty);
  const [differs, setDiffers] = useState(false);
  const change = useMutation({
    mutationFn: () =>
      post("/console/session/password", { body: { old: given.old, password: given.password } }),
    onSuccess: () => setGiven(empty),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setDiffers(given.password !== given.again);
    if (given.password === given.again) change.mutate();
  };
  return (
    <Section title={t("password.title")}>
      <form className={styles.form} onSubmit={submit}>
        {/* For those that keep passwords for people. */}
        <input type="text" autoComplete="username" value={id} readOnly hidden />
        {change.error !== null && <Failed error={change.error} />}
        <TextField
          label={t("password.old")}
          type="password"
          autoComplete="current-password"
          required
          maxLength={200}
          value={given.old}
          onChange={(event) => setGiven({ ...given, old: event.target.value })}
        />
        <NewPassword
          given={given}
          differs={differs}
          onChange={(passwords) => setGiven({ ...given, ...passwords })}
        />
        <div>
          <Button type="submit" look="main" disabled={change.isPending}>
            {t("password.save")}
          </Button>
        </div>
        <p role="status" className={styles.said}>
          {change.isSuccess && t("password.saved")}
        </p>
      </form>
    </Section>
  );
}
