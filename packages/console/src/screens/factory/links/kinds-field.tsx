import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import styles from "../factory.module.css";

interface Props {
  readonly label: string;
  readonly offered: readonly string[];
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
}

/** Kinds of relations; one at least stays chosen. */
export function KindsField({ label, offered, values, onChange }: Props): ReactElement {
  const { t } = useTranslation("network");
  const names: Readonly<Record<string, string>> = t("kinds", { returnObjects: true });
  return (
    <fieldset className={styles.kinds}>
      <legend>{label}</legend>
      {[...new Set([...offered, ...values])].map((kind) => {
        const isChosen = values.includes(kind);
        return (
          <label key={kind} className={styles.check}>
            <input
              type="checkbox"
              checked={isChosen}
              disabled={isChosen && values.length === 1}
              onChange={() => onChange(isChosen ? values.filter((one) => one !== kind) : [...values, kind])}
            />
            {names[kind] ?? kind}
          </label>
        );
      })}
    </fieldset>
  );
}
