import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { useMay } from "../../app/me.ts";
import { UnitField } from "../../loop/who-fields.tsx";
import { SelectField } from "../../ui/field.tsx";

/** What a report is about: everything, or one unit, domain or model. */
export interface AreaGiven {
  readonly unit: string;
  readonly domain: string;
  readonly model: string;
}

/** Nothing in particular. */
export const noArea: AreaGiven = { unit: "", domain: "", model: "" };

/** As the server takes it. */
export const areaOf = (given: AreaGiven): Partial<AreaGiven> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));

/** Chooses it; domains and models are those of the rules in force. */
export function AreaFields({
  value,
  onChange,
}: {
  readonly value: AreaGiven;
  readonly onChange: (value: AreaGiven) => void;
}): ReactElement {
  const { t } = useTranslation("reports");
  const rules = useQuery({ ...reading("/ops/rules"), staleTime: 300_000, enabled: useMay("rule.read") });
  const ids = (rules.data?.rules ?? []).map(({ id }) => id);
  const parts = (cut: RegExp): readonly string[] =>
    [...new Set(ids.map((id) => id.replace(cut, "")))].toSorted();
  const choices = { domain: parts(/-.*$/), model: parts(/-[^-]*$/) } as const;
  return (
    <>
      <UnitField
        label={t("unit")}
        hint={t("make.unitHint")}
        value={value.unit}
        onChange={(unit) => onChange({ ...value, unit })}
      />
      {(["domain", "model"] as const).map((name) => (
        <SelectField
          key={name}
          label={t(name)}
          hint={t("make.specialHint")}
          value={value[name]}
          onChange={({ target }) => onChange({ ...value, domain: "", model: "", [name]: target.value })}
        >
          <option value="">{t("everything")}</option>
          {choices[name].map((id) => (
            <option key={id} value={id}>
              {id}
            </option>
          ))}
        </SelectField>
      ))}
    </>
  );
}
