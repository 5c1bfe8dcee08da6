import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "../../../ui/field.tsx";
import styles from "../settings.module.css";

/** A name in both languages, as inputs have it. */
export interface BothNames {
  readonly zh: string;
  readonly en: string;
}

/** A name in Chinese and in English. `needs`: which of them has to be there. */
export function NameFields({
  names,
  needs,
  onChange,
}: {
  readonly names: BothNames;
  readonly needs: "both" | "chinese" | "none";
  readonly onChange: (names: BothNames) => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  return (
    <div className={styles.pair}>
      <TextField
        label={t("nameZh")}
        required={needs !== "none"}
        maxLength={200}
        pattern=".*\S.*"
        value={names.zh}
        onChange={({ target }) => onChange({ ...names, zh: target.value })}
      />
      <TextField
        label={t("nameEn")}
        required={needs === "both"}
        maxLength={200}
        pattern=".*\S.*"
        value={names.en}
        onChange={({ target }) => onChange({ ...names, en: target.value })}
      />
    </div>
  );
}

/** A name as the server has it; where nobody gave an English one that one is empty. */
export const namesOf = (
  name: { readonly "zh-CN": string; readonly en: string } | null | undefined,
): BothNames => ({
  zh: name?.["zh-CN"] ?? "",
  en: name === null || name === undefined || name.en === name["zh-CN"] ? "" : name.en,
});
