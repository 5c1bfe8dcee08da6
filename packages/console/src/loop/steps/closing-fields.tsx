import type { ReactElement } from "react";
import { TextArea, TextField } from "../../ui/field.tsx";
import styles from "../loop.module.css";
import type { StepInput } from "./input.ts";
import type { StepFieldProps } from "./fields.tsx";
import { useLabel } from "./use-label.ts";

const none: NonNullable<StepInput["appraisal"]> = { unit: "", persons: "" };

/** What the appraisal says of unit and persons. */
export function AppraisalField({ input, onChange, isRequired }: StepFieldProps): ReactElement {
  const label = useLabel();
  const appraisal = input.appraisal ?? none;
  const needed = isRequired || input.appraisal !== undefined;
  return (
    <>
      <TextArea
        label={label("appraisalUnit", isRequired)}
        required={needed}
        maxLength={20_000}
        value={appraisal.unit}
        onChange={({ target }) => onChange({ appraisal: { ...appraisal, unit: target.value } })}
      />
      <TextArea
        label={label("appraisalPersons", isRequired)}
        required={needed}
        maxLength={20_000}
        value={appraisal.persons}
        onChange={({ target }) => onChange({ appraisal: { ...appraisal, persons: target.value } })}
      />
      <TextField
        label={label("appraisalPoints", false)}
        type="number"
        min={-1000}
        max={1000}
        step="any"
        value={appraisal.points ?? ""}
        onChange={({ target }) =>
          onChange({
            appraisal: { ...appraisal, points: target.value === "" ? undefined : target.valueAsNumber },
          })
        }
      />
    </>
  );
}

/** Money that came back. */
export function RecoveredField({ input, onChange }: StepFieldProps): ReactElement {
  const label = useLabel();
  const { recovered } = input;
  const currency = recovered?.currency ?? "CNY";
  return (
    <div className={styles.row}>
      <TextField
        label={label("recovered", false)}
        type="number"
        min={0}
        step="any"
        value={recovered?.amount ?? ""}
        onChange={({ target }) =>
          onChange({
            recovered: target.value === "" ? undefined : { amount: target.valueAsNumber, currency },
          })
        }
      />
      <TextField
        label={label("currency", true)}
        pattern="[A-Z]{3}"
        maxLength={3}
        disabled={recovered === undefined}
        value={currency}
        onChange={({ target }) =>
          recovered !== undefined && onChange({ recovered: { ...recovered, currency: target.value } })
        }
      />
    </div>
  );
}
