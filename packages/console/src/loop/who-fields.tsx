import { type ReactElement, useId } from "react";
import { Field, SelectField } from "../ui/field.tsx";
import fieldStyles from "../ui/field.module.css";
import { useFound } from "../ui/use-found.ts";
import { useNames } from "./names.ts";

interface Props {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
  readonly required?: boolean | undefined;
  readonly hint?: string | undefined;
}

/** A person of this installation, searched on the server by name or id. Who may not be chosen, the server says. */
export function PersonField({ label, value = "", onChange, required = false, hint }: Props): ReactElement {
  const { person } = useNames();
  const list = useId();
  const found = useFound("person", value) ?? [];
  const known = found.find(({ id }) => id === value)?.name ?? person(value);
  const name = value === "" || known === value ? undefined : known;
  return (
    <Field label={label} hint={name ?? hint}>
      {(ids) => (
        <>
          <input
            {...ids}
            className={fieldStyles.input}
            list={list}
            required={required}
            autoComplete="off"
            maxLength={100}
            value={value}
            onChange={({ target }) => onChange(target.value.trim())}
          />
          <datalist id={list}>
            {found.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

/** A unit by its name. */
export function UnitField({ label, value = "", onChange, required = false, hint }: Props): ReactElement {
  const { units } = useNames();
  return (
    <SelectField
      label={label}
      hint={hint}
      required={required}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    >
      <option value="">—</option>
      {units.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
