import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { language } from "../../i18n/i18n.ts";
import { SelectField } from "../../ui/field.tsx";

/** One of the units. */
export function UnitField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (unit: string) => void;
}): ReactElement {
  const { t } = useTranslation("risks");
  const { data } = useQuery({
    ...reading("/ops/org/units", { query: { limit: 500 } }),
    staleTime: 300_000,
  });
  const units = data?.units ?? [];
  return (
    <SelectField label={t("unit")} required value={value} onChange={({ target }) => onChange(target.value)}>
      <option value="">{t("choose")}</option>
      {value !== "" && !units.some(({ id }) => id === value) && <option value={value}>{value}</option>}
      {units.map(({ id, name }) => (
        <option key={id} value={id}>
          {name[language()]}
        </option>
      ))}
    </SelectField>
  );
}
