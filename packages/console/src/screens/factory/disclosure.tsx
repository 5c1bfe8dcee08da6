import type { Rule } from "@probity/contracts";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { SelectField } from "../../ui/field.tsx";
import { BothField } from "./both-field.tsx";

const disclosures = ["full", "generic", "silent"] as const;

interface Props {
  readonly rule: Rule;
  readonly onChange: (rule: Rule) => void;
}

/** What the approver reads of a hit. Where that is not the whole, a neutral advice stands in its place (RU-4). */
export function Disclosure({ rule, onChange }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const { t: shared } = useTranslation("model");
  return (
    <>
      <SelectField
        data-step="alert"
        label={t("texts.disclosure")}
        value={rule.disclosure}
        onChange={({ target }) => {
          const disclosure = disclosures.find((one) => one === target.value) ?? "full";
          const advice = rule.advice ?? { "zh-CN": "", en: "" };
          onChange({ ...rule, disclosure, ...(disclosure === "generic" && { advice }) });
        }}
      >
        {disclosures.map((one) => (
          <option key={one} value={one}>
            {shared(`disclosures.${one}`)}
          </option>
        ))}
      </SelectField>
      {rule.advice !== undefined && (
        <div data-step="advice">
          <BothField
            label={t("texts.advice")}
            value={rule.advice}
            onChange={(advice) => onChange({ ...rule, advice })}
          />
        </div>
      )}
    </>
  );
}
