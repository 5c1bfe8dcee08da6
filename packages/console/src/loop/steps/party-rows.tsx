import type { ReactElement } from "react";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Rows } from "../rows.tsx";
import { useWord } from "../word.ts";
import type { Party } from "./input.ts";
import { useLabel } from "./use-label.ts";

/** Persons and organisations, as events name them. */
export function PartyRows({
  label: title,
  rows,
  onChange,
}: {
  readonly label: string;
  readonly rows: readonly Party[];
  readonly onChange: (rows: readonly Party[]) => void;
}): ReactElement {
  const label = useLabel();
  const word = useWord();
  return (
    <Rows label={title} rows={rows} fresh={{ kind: "person", key: "" }} onChange={onChange}>
      {({ kind, key, name = "" }, set) => (
        <>
          <SelectField
            label={label("namedKind", true)}
            value={kind}
            onChange={({ target }) => set({ kind: target.value === "person" ? "person" : "organisation" })}
          >
            <option value="person">{word("kinds", "person")}</option>
            <option value="organisation">{word("kinds", "organisation")}</option>
          </SelectField>
          <TextField
            label={label("namedKey", true)}
            required
            maxLength={300}
            value={key}
            onChange={({ target }) => set({ key: target.value })}
          />
          <TextField
            label={label("namedName", false)}
            maxLength={300}
            value={name}
            onChange={({ target }) => set({ name: target.value })}
          />
        </>
      )}
    </Rows>
  );
}
