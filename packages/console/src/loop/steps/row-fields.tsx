import type { ReactElement } from "react";
import { SelectField, TextField } from "../../ui/field.tsx";
import { DateField } from "../../ui/date/date-field.tsx";
import { dayAfter } from "../days.ts";
import { Rows } from "../rows.tsx";
import { PersonField, UnitField } from "../who-fields.tsx";
import { useWord } from "../word.ts";
import type { StepFieldProps } from "./fields.tsx";
import { PartyRows } from "./party-rows.tsx";
import { useLabel } from "./use-label.ts";

/** Who verifies beside the handler. */
export function VerifiersField({ input, onChange, isRequired }: StepFieldProps): ReactElement {
  const label = useLabel();
  return (
    <Rows
      label={label("verifiers", isRequired)}
      rows={(input.verifiers ?? []).map((id) => ({ id }))}
      fresh={{ id: "" }}
      onChange={(rows) => onChange({ verifiers: rows.map(({ id }) => id) })}
    >
      {({ id }, set) => (
        <PersonField label={label("verifiers", true)} value={id} onChange={(to) => set({ id: to })} />
      )}
    </Rows>
  );
}

/** Responsible persons and units, as events name them. */
export function PartiesField({ input, onChange }: StepFieldProps): ReactElement {
  const label = useLabel();
  return (
    <PartyRows
      label={label("responsible", true)}
      rows={input.responsible ?? []}
      onChange={(responsible) => onChange({ responsible })}
    />
  );
}

/** What is done about it. */
export function DisposalsField({ input, choices, onChange }: StepFieldProps): ReactElement {
  const label = useLabel();
  const word = useWord();
  return (
    <Rows
      label={label("disposals", true)}
      rows={input.disposals ?? [{ kind: "" }]}
      fresh={{ kind: "" }}
      onChange={(disposals) => onChange({ disposals })}
    >
      {({ kind, text = "" }, set) => (
        <>
          <SelectField
            label={label("disposals", true)}
            required
            value={kind}
            onChange={({ target }) => set({ kind: target.value })}
          >
            <option value="">—</option>
            {choices.map((code) => (
              <option key={code} value={code}>
                {word("disposals", code)}
              </option>
            ))}
          </SelectField>
          <TextField
            label={label("disposalText", false)}
            maxLength={2000}
            value={text}
            onChange={({ target }) => set({ text: target.value })}
          />
        </>
      )}
    </Rows>
  );
}

/** What has to be rectified. */
export function MeasuresField({ input, onChange, isRequired }: StepFieldProps): ReactElement {
  const label = useLabel();
  return (
    <Rows
      label={label("measures", isRequired)}
      rows={input.measures ?? []}
      fresh={{ text: "" }}
      onChange={(measures) => onChange({ measures })}
    >
      {({ text, person, unit, dueOn = "" }, set) => (
        <>
          <TextField
            label={label("measure", true)}
            required
            maxLength={2000}
            value={text}
            onChange={({ target }) => set({ text: target.value })}
          />
          <UnitField label={label("unit", false)} value={unit} onChange={(to) => set({ unit: to })} />
          <PersonField label={label("person", false)} value={person} onChange={(to) => set({ person: to })} />
          <DateField
            label={label("dueOn", false)}
            min={dayAfter(0)}
            value={dueOn}
            onChange={(day) => set({ dueOn: day })}
          />
        </>
      )}
    </Rows>
  );
}
