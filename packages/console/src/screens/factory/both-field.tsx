import type { LocalizedText } from "@probity/contracts";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "../../ui/field.tsx";
import { TextArea } from "../model/text-area.tsx";
import styles from "./factory.module.css";

interface Props {
  readonly label: string;
  readonly value: LocalizedText;
  readonly isLong?: boolean;
  readonly onChange: (value: LocalizedText) => void;
}

/** A text in both languages; neither is optional. */
export function BothField({ label, value, isLong = false, onChange }: Props): ReactElement {
  const { t } = useTranslation("factory");
  return (
    <div className={styles.both}>
      {(["zh-CN", "en"] as const).map((locale) => {
        const props = {
          label: t(`languages.${locale}`, { label }),
          lang: locale,
          value: value[locale],
          maxLength: 2000,
        };
        const put = (text: string): void => onChange({ ...value, [locale]: text });
        return isLong ? (
          <TextArea key={locale} {...props} onChange={({ target }) => put(target.value)} />
        ) : (
          <TextField key={locale} {...props} onChange={({ target }) => put(target.value)} />
        );
      })}
    </div>
  );
}
