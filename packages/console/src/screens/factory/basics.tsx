import type { EventType, Rule } from "@probity/contracts";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { SelectField, TextField } from "../../ui/field.tsx";
import { DateField } from "../../ui/date/date-field.tsx";
import { TextArea } from "../model/text-area.tsx";
import { BothField } from "./both-field.tsx";
import { levelFor } from "./draft.ts";
import styles from "./factory.module.css";
import { TypesField } from "./types-field.tsx";

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
      <div data-step="source">
        <TypesField
          label={t("points.label")}
          values={rule.at}
          types={types}
          least={1}
          onChange={(at) => onChange({ ...rule, at: [...at] })}
        />
      </div>
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

function Weights({ rule, onChange }: PartProps): ReactElement {
  const { t } = useTranslation("factory");
  const { t: shared } = useTranslation("model");
  const grade = (field: "probability" | "harm"): ReactElement => (
    <SelectField
      label={t(`weights.${field}`)}
      value={rule[field]}
      onChange={({ target }) => {
        const next = { ...rule, [field]: grades.find((one) => one === Number(target.value)) ?? 1 };
        onChange({ ...next, level: levelFor(next) });
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
      data-step={field === "reads" ? "record" : undefined}
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
    <div className={styles.grid} data-step="score">
      {grade("probability")}
      {grade("harm")}
      <Screen rule={rule} onChange={onChange} />
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

/** Whether the rule only compares with peers or a market: what it finds is a lead. */
function Screen({ rule, onChange }: PartProps): ReactElement {
  const { t } = useTranslation("factory");
  return (
    <label className={styles.check}>
      <input
        type="checkbox"
        data-step="screen"
        checked={rule.screen === true}
        onChange={({ target }) => {
          const { screen: _, ...rest } = rule;
          const next: Rule = target.checked ? { ...rest, screen: true } : rest;
          onChange({ ...next, level: levelFor(next) });
        }}
      />
      {t("weights.screen")}
    </label>
  );
}
