import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../api/call.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Failed } from "./failed.tsx";
import { NewPassword } from "./new-password.tsx";
import styles from "./login.module.css";

/** Sets a password with the token that an administrator hands over. */
export function ResetForm({
  onDone,
  onBack,
}: {
  readonly onDone: () => void;
  readonly onBack: () => void;
}): ReactElement {
  const { t } = useTranslation();
  const [given, setGiven] = useState({ token: "", password: "", again: "" });
  const [differs, setDiffers] = useState(false);
  const reset = useMutation({
    mutationFn: () =>
      post("/console/session/reset", { body: { token: given.token.trim(), password: given.password } }),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setDiffers(given.password !== given.again);
    if (given.password === given.again) reset.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <h2>{t("login.tokenTitle")}</h2>
      {reset.error !== null && <Failed error={reset.error} />}
      <TextField
        label={t("login.token")}
        required
        autoFocus
        maxLength={200}
        autoComplete="one-time-code"
        spellCheck={false}
        value={given.token}
        onChange={(event) => setGiven({ ...given, token: event.target.value })}
      />
      <NewPassword
        given={given}
        differs={differs}
        onChange={(passwords) => setGiven({ ...given, ...passwords })}
      />
      <Button type="submit" look="main" size="wide" disabled={reset.isPending}>
        {t("login.set")}
      </Button>
      <Button look="quiet" size="wide" onClick={onBack}>
        {t("login.backToLogin")}
      </Button>
    </form>
  );
}
