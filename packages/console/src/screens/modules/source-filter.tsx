import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { useMay } from "../../app/me.ts";
import { SelectField } from "../../ui/field.tsx";

/** One of the sources, or all of them. */
export function SourceFilter({
  value,
  onChange,
}: {
  readonly value: string | undefined;
  readonly onChange: (source: string | undefined) => void;
}): ReactElement {
  const { t } = useTranslation("modules");
  const { data } = useQuery({ ...reading("/ops/sources"), enabled: useMay("source.read") });
  const ids = new Set([
    ...(data?.sources.map(({ id }) => id) ?? []),
    ...(value === undefined ? [] : [value]),
  ]);
  return (
    <SelectField
      label={t("source")}
      value={value ?? ""}
      onChange={({ target }) => onChange(target.value === "" ? undefined : target.value)}
    >
      <option value="">{t("all")}</option>
      {[...ids].map((id) => (
        <option key={id} value={id}>
          {id}
        </option>
      ))}
    </SelectField>
  );
}
