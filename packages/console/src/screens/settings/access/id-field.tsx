import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "../../../ui/field.tsx";

interface Props {
  readonly hint: string;
  readonly value: string;
  readonly onChange: (id: string) => void;
}

/** The id of a person or a program, as the server takes it. */
export function IdField({ hint, value, onChange }: Props): ReactElement {
  const { t } = useTranslation("settings");
  return (
    <TextField
      label={t("id")}
      hint={hint}
      required
      data-first=""
      maxLength={100}
      pattern="[A-Za-z0-9][A-Za-z0-9._@\-]*"
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
