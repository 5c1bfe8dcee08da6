import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useNarrow } from "../../app/use-narrow.ts";
import { SelectField } from "../../ui/field.tsx";
import type { DecisionsSearch } from "./search.ts";

interface Props<S extends string> {
  readonly stages: readonly S[];
  readonly value: S;
  readonly textOf: (stage: S) => string;
}

/** How far something is; `any` is what the address says nothing of. */
export function StageField<S extends string>({ stages, value, textOf }: Props<S>): ReactElement {
  const { t } = useTranslation("decisions");
  const narrow = useNarrow<DecisionsSearch>("/decisions");
  return (
    <SelectField
      label={t("stage")}
      value={value}
      onChange={({ target }) => narrow({ state: target.value === "any" ? undefined : target.value })}
    >
      {stages.map((one) => (
        <option key={one} value={one}>
          {textOf(one)}
        </option>
      ))}
    </SelectField>
  );
}
