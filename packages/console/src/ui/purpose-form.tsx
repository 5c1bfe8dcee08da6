import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { isPurpose, purpose } from "../api/purpose.ts";
import { Button } from "./button.tsx";
import { TextField } from "./field.tsx";
import styles from "./purpose-form.module.css";

/** Asks what the person reads for (SE-2), and keeps it for this window. */
export function PurposeForm({ onDone }: { readonly onDone: () => void }): ReactElement {
  const { t } = useTranslation();
  const [text, setText] = useState(purpose.current() ?? "");
  const [isWrong, setWrong] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isPurpose(text)) return setWrong(true);
    purpose.set(text.trim());
    onDone();
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-labelledby="purpose-title">
      <h2 id="purpose-title">{t("purpose.title")}</h2>
      <p>{t("purpose.text")}</p>
      <TextField
        label={t("purpose.label")}
        hint={t("purpose.hint")}
        error={isWrong ? t("purpose.invalid") : undefined}
        value={text}
        maxLength={500}
        onChange={(event) => setText(event.target.value)}
      />
      <div className={styles.suggestions}>
        {[t("purpose.triage"), t("purpose.check"), t("purpose.audit")].map((suggestion) => (
          <Button key={suggestion} size="small" onClick={() => setText(suggestion)}>
            {suggestion}
          </Button>
        ))}
      </div>
      <div>
        <Button type="submit" look="main">
          {t("purpose.submit")}
        </Button>
      </div>
    </form>
  );
}
