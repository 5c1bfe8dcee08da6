import type { ReactElement } from "react";
import { DateField } from "../../ui/date/date-field.tsx";
import { SelectField, TextArea, TextField } from "../../ui/field.tsx";
import { PersonField, UnitField } from "../who-fields.tsx";
import { useWord } from "../word.ts";
import { AppraisalField, RecoveredField } from "./closing-fields.tsx";
import type { FieldName, StepInput } from "./input.ts";
import { useLabel } from "./use-label.ts";
import { DisposalsField, MeasuresField, PartiesField, VerifiersField } from "./row-fields.tsx";
import { dayAfter, momentOf } from "../days.ts";
import styles from "../loop.module.css";

/** What a field of a step is drawn from. */
export interface StepFieldProps {
  readonly name: FieldName;
  readonly input: StepInput;
  readonly onChange: (change: StepInput) => void;
  readonly isRequired: boolean;
  /** What can be chosen, by the table of steps. */
  readonly choices: readonly string[];
}

/** One field of a step, by its name: the table of steps means the same by it wherever it stands. */
export function StepField(props: StepFieldProps): ReactElement {
  const { name, input, onChange, isRequired } = props;
  const label = useLabel()(name, isRequired);
  switch (name) {
    case "unit":
      return (
        <UnitField
          label={label}
          required={isRequired}
          value={input.unit}
          onChange={(unit) => onChange({ unit })}
        />
      );
    case "handler":
      return (
        <PersonField
          label={label}
          required={isRequired}
          value={input.handler}
          onChange={(handler) => onChange({ handler })}
        />
      );
    case "verifiers":
      return <VerifiersField {...props} />;
    case "responsible":
      return <PartiesField {...props} />;
    case "disposals":
      return <DisposalsField {...props} />;
    case "measures":
      return <MeasuresField {...props} />;
    case "uses":
      return <UsesField {...props} />;
    case "appraisal":
      return <AppraisalField {...props} />;
    case "recovered":
      return <RecoveredField {...props} />;
    case "reasonCode":
    case "label":
    case "labelReason":
      return <ChoiceField {...props} name={name} />;
    case "dueAt":
    case "feedbackBy":
    case "until":
    case "lookBackOn":
      return <TimeField {...props} name={name} />;
    default:
      return <WordsField {...props} name={name} />;
  }
}

function ChoiceField({
  name,
  input,
  onChange,
  isRequired,
  choices,
}: StepFieldProps & { readonly name: "reasonCode" | "label" | "labelReason" }): ReactElement {
  const word = useWord();
  return (
    <SelectField
      label={useLabel()(name, isRequired)}
      required={isRequired}
      value={input[name] ?? ""}
      onChange={({ target }) => onChange({ [name]: target.value })}
    >
      <option value="">—</option>
      {choices.map((code) => (
        <option key={code} value={code}>
          {word(name === "label" ? "labels" : "reasons", code)}
        </option>
      ))}
    </SelectField>
  );
}

function TimeField({
  name,
  input,
  onChange,
  isRequired,
}: StepFieldProps & { readonly name: "dueAt" | "feedbackBy" | "until" | "lookBackOn" }): ReactElement {
  const isDay = name === "lookBackOn";
  return (
    <DateField
      label={useLabel()(name, isRequired)}
      withTime={!isDay}
      required={isRequired}
      min={isDay ? dayAfter(1) : undefined}
      onChange={(day) => onChange({ [name]: isDay ? day : momentOf(day) })}
      {...(isDay && { value: input.lookBackOn ?? "" })}
    />
  );
}

function WordsField({
  name,
  input,
  onChange,
  isRequired,
}: StepFieldProps & { readonly name: "text" | "report" | "facts" | "into" | "body" }): ReactElement {
  const given = {
    label: useLabel()(name, isRequired),
    required: isRequired,
    value: input[name] ?? "",
  };
  return name === "into" || name === "body" ? (
    <TextField {...given} maxLength={300} onChange={({ target }) => onChange({ [name]: target.value })} />
  ) : (
    <TextArea {...given} maxLength={20_000} onChange={({ target }) => onChange({ [name]: target.value })} />
  );
}

function UsesField({ input, onChange, choices, isRequired }: StepFieldProps): ReactElement {
  const word = useWord();
  const chosen = input.uses ?? [];
  return (
    <fieldset className={styles.group}>
      <legend>{useLabel()("uses", isRequired)}</legend>
      <div className={styles.choices}>
        {choices.map((code) => (
          <label key={code} className={styles.check}>
            <input
              type="checkbox"
              checked={chosen.includes(code)}
              onChange={({ target }) =>
                onChange({ uses: target.checked ? [...chosen, code] : chosen.filter((one) => one !== code) })
              }
            />
            {word("uses", code)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
