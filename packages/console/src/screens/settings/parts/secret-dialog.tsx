import { type ReactElement, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { moment } from "../../../i18n/format.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Field } from "../../../ui/field.tsx";
import fields from "../../../ui/field.module.css";
import styles from "../settings.module.css";

/** A secret as the server issues it. */
export interface Issued {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: string | null;
}

/** Shows a secret this once. It is left by a button alone, so that it is not lost by a slip. */
export function SecretDialog({
  issued,
  hint,
  onClose,
}: {
  readonly issued: Issued;
  /** What it is for. */
  readonly hint: string;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<boolean>();
  const status = useId();
  return (
    <Dialog
      title={t("secret.title", { id: issued.id })}
      foot={<Button onClick={onClose}>{t("secret.noted")}</Button>}
    >
      <div className={styles.stack}>
        <p>{hint}</p>
        <p className={styles.means}>{t("secret.once")}</p>
        <div className={styles.copy}>
          <Field label={t("secret.value")}>
            {(ids) => <input {...ids} ref={input} className={fields.input} readOnly value={issued.token} />}
          </Field>
          <Button
            data-first=""
            aria-describedby={status}
            onClick={() => void copy(input.current).then(setCopied)}
          >
            {t("secret.copy")}
          </Button>
        </div>
        <p id={status} role="status">
          {copied !== undefined && t(copied ? "secret.copied" : "secret.notCopied")}
        </p>
        {issued.expiresAt !== null && <p>{t("secret.until", { until: moment(issued.expiresAt) })}</p>}
      </div>
    </Dialog>
  );
}

/** Copies what stands in an input; where the page is not served securely the browser lets nobody, and the text is marked instead. */
async function copy(input: HTMLInputElement | null): Promise<boolean> {
  if (input === null) return false;
  input.focus();
  input.select();
  // Undefined on a page that is not secure, whatever its type says.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard === undefined) return false;
  try {
    await clipboard.writeText(input.value);
    return true;
  } catch {
    // Refused by the person or the browser: the text is marked, and keys copy it.
    return false;
  }
}
