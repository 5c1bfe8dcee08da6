import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { SelectField, TextArea, TextField } from "../../../ui/field.tsx";
import { type Fault, isLines, type Setting } from "./settings-schema.ts";

/** From so many characters on a text has several lines. */
const longText = 1_000;

/** The input of one setting, by what its schema says. */
export function SettingField({
  setting: { path, name, schema, isRequired },
  value,
  fault,
  onChange,
}: {
  readonly setting: Setting;
  readonly value: string;
  readonly fault: Fault | undefined;
  readonly onChange: (value: string) => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const names: Readonly<Record<string, string>> = t("channels.fields", { returnObjects: true });
  const said = {
    label: `${names[path.replace(".", "_")] ?? name}${isRequired ? "" : t("optional")}`,
    error: fault === undefined ? undefined : t(`channels.faults.${fault}`),
  };
  if (schema.enum !== undefined)
    return (
      <SelectField {...said} value={value} onChange={({ target }) => onChange(target.value)}>
        <option value="">—</option>
        {schema.enum.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </SelectField>
    );
  if (isLines(schema) || (schema.maxLength ?? 0) > longText)
    return (
      <TextArea
        {...said}
        hint={isLines(schema) ? t("channels.linesHint") : undefined}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    );
  return (
    <TextField
      {...said}
      type={schema.type === "integer" ? "number" : "text"}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
