import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { Rows } from "../../loop/rows.tsx";
import { DateField } from "../../ui/date/date-field.tsx";
import { SelectField, TextArea, TextField } from "../../ui/field.tsx";
import type { ListKind } from "./search.ts";

/** A part of a task or measure. */
export interface Part {
  readonly text: string;
  readonly done: boolean;
}

/** What the own fields of an item hold. */
export type OwnFields = Readonly<Record<string, string | number | boolean | readonly Part[] | undefined>>;

type Shape = "text" | "line" | "day" | "parts" | "level";

/** Own fields that people write, by list; those that begin with `*` have to be there. */
const shapes: Readonly<Record<ListKind, Readonly<Record<string, Shape>>>> = {
  task: { "*origin": "text", breakdown: "parts", reportRhythm: "line" },
  responsibility: { "*duty": "text", post: "line", pledge: "text", yearlyAppraisal: "text" },
  problem: { "*finding": "text", cause: "text", level: "level" },
  rectification: { "*measure": "text", parts: "parts" },
  look_back: {},
  report: { "*to": "line", "*period": "line", content: "text", sentOn: "day" },
};

interface Props {
  readonly kind: ListKind;
  readonly fields: OwnFields;
  readonly onChange: (fields: OwnFields) => void;
}

/** The fields that a list has beside what all have. */
export const OwnFieldsForm = ({ kind, fields, onChange }: Props): ReactElement => (
  <>
    {Object.entries(shapes[kind]).map(([key, shape]) => {
      const name = key.replace("*", "");
      return (
        <OwnField
          key={name}
          name={name}
          shape={shape}
          isRequired={key.startsWith("*")}
          value={fields[name]}
          onChange={(value) => onChange({ ...fields, [name]: value })}
        />
      );
    })}
  </>
);

/** Names of own fields in the language of the screen. */
export function useFieldName(): (name: string) => string {
  const { t } = useTranslation("lists");
  const names: Readonly<Record<string, string>> = t("fields", { returnObjects: true });
  return (name) => names[name] ?? name;
}

function OwnField({
  name,
  shape,
  isRequired,
  value,
  onChange,
}: {
  readonly name: string;
  readonly shape: Shape;
  readonly isRequired: boolean;
  readonly value: OwnFields[string];
  readonly onChange: (value: OwnFields[string]) => void;
}): ReactElement {
  const { t } = useTranslation("lists");
  const fieldName = useFieldName();
  const label = `${fieldName(name)}${isRequired ? "" : t("optional")}`;
  const given = { label, required: isRequired, value: typeof value === "string" ? value : "" };
  switch (shape) {
    case "parts":
      return (
        <Rows
          label={label}
          // Written by this form.
          rows={Array.isArray(value) ? (value as readonly Part[]) : []}
          fresh={{ text: "", done: false }}
          onChange={onChange}
        >
          {({ text }, set) => (
            <TextField
              label={fieldName("part")}
              required
              maxLength={300}
              value={text}
              onChange={({ target }) => set({ text: target.value })}
            />
          )}
        </Rows>
      );
    case "level":
      return (
        <SelectField
          label={label}
          value={typeof value === "number" ? value : ""}
          onChange={({ target }) => onChange(target.value === "" ? undefined : Number(target.value))}
        >
          <option value="">—</option>
          {[1, 2, 3].map((level) => (
            <option key={level}>{level}</option>
          ))}
        </SelectField>
      );
    case "day":
      return <DateField {...given} onChange={onChange} />;
    case "text":
      return <TextArea {...given} maxLength={20_000} onChange={({ target }) => onChange(target.value)} />;
    default:
      return <TextField {...given} maxLength={300} onChange={({ target }) => onChange(target.value)} />;
  }
}

/** What is sent: without what was left empty. */
export const filledFields = (fields: OwnFields): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0),
    ),
  );
