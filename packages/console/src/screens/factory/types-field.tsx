import type { EventType } from "@probity/contracts";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { language as spoken } from "../../i18n/i18n.ts";
import styles from "./factory.module.css";

interface Props {
  readonly label: string;
  readonly values: readonly string[];
  readonly types: readonly EventType[];
  /** How many there have to be. */
  readonly least: number;
  readonly onChange: (values: readonly string[]) => void;
}

/** Several event types, each of which can be taken out. */
export function TypesField({ label, values, types, least, onChange }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const offered = types.filter(({ type }) => !values.includes(type));
  const nameOf = (type: string): string => types.find((one) => one.type === type)?.name[spoken()] ?? type;
  return (
    <div className={styles.points} role="group" aria-label={label}>
      <span className={styles.soft}>{label}</span>
      {values.map((type) => (
        <span key={type} className={styles.point}>
          {nameOf(type)}
          <button
            type="button"
            disabled={values.length <= least}
            aria-label={t("points.remove", { name: nameOf(type) })}
            onClick={() => onChange(values.filter((one) => one !== type))}
          >
            ×
          </button>
        </span>
      ))}
      <select
        aria-label={t("points.addTo", { label })}
        value=""
        onChange={({ target }) => onChange([...values, target.value])}
      >
        <option value="">{t("points.add")}</option>
        {offered.map(({ type, name }) => (
          <option key={type} value={type}>
            {name[spoken()]}
          </option>
        ))}
      </select>
    </div>
  );
}
