import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "../../i18n/i18n.ts";
import { TextArea } from "../../ui/field.tsx";

interface Section {
  readonly field: string;
  readonly heading: { readonly "zh-CN": string; readonly en: string };
  readonly from?: string | undefined;
}

/** The sections of a letter, under their headings in its language; what the case says may be left to it. */
export function SectionFields({
  sections,
  language,
  fields,
  onChange,
}: {
  readonly sections: readonly Section[];
  readonly language: Language;
  readonly fields: Readonly<Record<string, string>>;
  readonly onChange: (fields: Readonly<Record<string, string>>) => void;
}): ReactElement {
  const { t } = useTranslation("letters");
  return (
    <>
      {sections.map(({ field, heading, from }) => (
        <TextArea
          key={field}
          label={heading[language]}
          hint={from === undefined ? undefined : t("draft.fromCase")}
          required={from === undefined}
          maxLength={20_000}
          value={fields[field] ?? ""}
          onChange={({ target }) => onChange({ ...fields, [field]: target.value })}
        />
      ))}
    </>
  );
}
