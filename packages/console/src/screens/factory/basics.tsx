import type { EventType, Rule } from "@probity/contracts";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { language as spoken } from "../../i18n/i18n.ts";
import { SelectField, TextField } from "../../ui/field.tsx";
import { DateField } from "../../ui/date/date-field.tsx";
import { TextArea } from "../model/text-area.tsx";
import { BothField } from "./both-field.tsx";
import { levelOf } from "./draft.ts";
import styles from "./factory.module.css";

interface Props {
  readonly rule: Rule;
  readonly types: readonly EventType[];
  readonly onChange: (rule: Rule) => void;
}

const grades = [1, 2, 3] as const;
const words = ["low", "middle", "high"] as const;
const classes = ["business", "integrity"] as const;
const phases = ["before", "during", "after"] as const;
const reads = ["event", "record"] as const;
const ceilings = ["observe", "warn", "justify", "second_approver", "block"] as const;
const disclosures = ["full", "generic", "silent"] as const;

/** What a rule is called and says, where it is judged, and how strong it may be. */
export function Basics({ rule, types, onChange }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const both = ["name", "point", "explanation", "message"] as const;
  return (
    <div className={styles.stack}>
      {both.map((field) => (
        <BothField
          key={field}
          label={t(`texts.${field}`)}
          isLong={field !== "name"}
          value={rule[field]}
          onChange={(value) => onChange({ ...rule, [field]: value })}
        />
      ))}
      <Disclosure rule={rule} onChange={onChange} />
      <Points rule={rule} types={types} onChange={onChange} />
      <Weights rule={rule} onChange={onChange} />
      <TextArea
        label={t("texts.basis")}
        hint={t("texts.basisHint")}
        value={rule.basis.join("\n")}
        onChange={({ target }) => onChange({ ...rule, basis: target.value.split("\n") })}
      />
    </div>
  );
}

type PartProps = Omit<Props, "types">;

/** What the approver reads of a hit. Where that is not the whole, a neutral advice stands in its place (RU-4). */
function Disclosure({ rule, onChange }: PartProps): ReactElement {
  const { t } = useTranslation("factory");
  const { t: shared } = useTranslation("model");
  return (
    <>
      <SelectField
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
        <BothField
          label={t("texts.advice")}
          value={rule.advice}
          onChange={(advice) => onChange({ ...rule, advice })}
        />
      )}
    </>
  );
}

function Points({ rule, types, onChange }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const offered = types.filter(({ type }) => !rule.at.includes(type));
  const nameOf = (type: string): string => types.find((one) => one.type === type)?.name[spoken()] ?? type;
  return (
    <div className={styles.points}>
      <span className={styles.soft}>{t("points.label")}</span>
      {rule.at.map((type) => (
        <span key={type} className={styles.point}>
          {nameOf(type)}
          <button
            type="button"
            disabled={rule.at.length < 2}
            aria-label={t("points.remove", { name: nameOf(type) })}
            onClick={() => onChange({ ...rule, at: rule.at.filter((one) => one !== type) })}
          >
            ×
          </button>
        </span>
      ))}
      <select
        aria-label={t("points.add")}
        value=""
        onChange={({ target }) => onChange({ ...rule, at: [...rule.at, target.value] })}
      >
        <option value="">{t("points.add")}</option>
        {offered.map(({ type, name }) => (
          <option key={type} value={type}>
            {name[spoken()]}
          </option>
        ))}
      </select>
    </div>
  );
}

function Weights({ rule, onChange }: PartProps): ReactElement {
  const { t } = useTranslation("factory");
  const { t: shared } = useTranslation("model");
  const grade = (field: "probability" | "harm"): ReactElement => (
    <SelectField
      label={t(`weights.${field}`)}
      value={rule[field]}
      onChange={({ target }) => {
        const next = { ...rule, [field]: grades.find((one) => one === Number(target.value)) ?? 1 };
        onChange({ ...next, level: levelOf(next.probability, next.harm) });
      }}
    >
      {grades.map((one) => (
        <option key={one} value={one}>
          {t(`weights.grades.${words[one - 1] ?? "low"}`)}
        </option>
      ))}
    </SelectField>
  );
  const choice = <T extends string>(
    field: keyof Rule & ("class" | "phase" | "reads" | "ceiling"),
    values: readonly T[],
    say: (value: T) => string,
  ): ReactElement => (
    <SelectField
      label={t(`weights.${field}`)}
      value={rule[field]}
      onChange={({ target }) => {
        const value = values.find((one) => one === target.value);
        if (value !== undefined) onChange({ ...rule, [field]: value });
      }}
    >
      {values.map((one) => (
        <option key={one} value={one}>
          {say(one)}
        </option>
      ))}
    </SelectField>
  );
  return (
    <div className={styles.grid}>
      {grade("probability")}
      {grade("harm")}
      <TextField label={t("weights.level")} value={t("weights.levelIs", { level: rule.level })} readOnly />
      {choice("class", classes, (one) => shared(`classes.${one}`))}
      {choice("phase", phases, (one) => shared(`phases.${one}`))}
      {choice("reads", reads, (one) => t(`weights.readings.${one}`))}
      {choice("ceiling", ceilings, (one) => shared(`actions.${one}`))}
      <DateField
        label={t("weights.review")}
        required
        value={rule.review}
        onChange={(day) => day !== "" && onChange({ ...rule, review: day })}
      />
    </div>
  );
}
