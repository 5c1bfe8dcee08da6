import type { Model } from "@probity/contracts";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { BothField } from "./both-field.tsx";
import styles from "./factory.module.css";

/** Name and description of the model; closed until somebody wants them. */
export function ModelTexts({
  model,
  onChange,
}: {
  readonly model: Model;
  readonly onChange: (model: Model) => void;
}): ReactElement {
  const { t } = useTranslation("factory");
  return (
    <details className={styles.details}>
      <summary>{t("model.title")}</summary>
      <BothField
        label={t("model.name")}
        value={model.name}
        onChange={(name) => onChange({ ...model, name })}
      />
      <BothField
        label={t("model.description")}
        isLong
        value={model.description}
        onChange={(description) => onChange({ ...model, description })}
      />
    </details>
  );
}
