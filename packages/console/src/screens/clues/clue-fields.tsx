import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { CheckField } from "../../loop/check-field.tsx";
import { momentOf } from "../../loop/days.ts";
import loop from "../../loop/loop.module.css";
import type { Party } from "../../loop/steps/input.ts";
import { PartyRows } from "../../loop/steps/party-rows.tsx";
import { UnitField } from "../../loop/who-fields.tsx";
import { SelectField, TextArea, TextField } from "../../ui/field.tsx";
import { DateField } from "../../ui/date/date-field.tsx";
import { type ClueSource, clueSources } from "./search.ts";

/** A clue as it is written down. */
export interface ClueForm {
  readonly source: ClueSource;
  readonly sourceRef: string;
  readonly topic: string;
  readonly text: string;
  readonly unit: string;
  readonly receivedAt: string | undefined;
  readonly replyDueAt: string | undefined;
  readonly subjects: readonly Party[];
  readonly protectedReporter: boolean;
  readonly reporter: { readonly name: string; readonly contact: string; readonly text: string };
}

/** What stands in the form at first. */
export const emptyClue: ClueForm = {
  source: "petition",
  sourceRef: "",
  topic: "",
  text: "",
  unit: "",
  receivedAt: undefined,
  replyDueAt: undefined,
  subjects: [],
  protectedReporter: false,
  reporter: { name: "", contact: "", text: "" },
};

interface Props {
  readonly given: ClueForm;
  readonly onChange: (change: Partial<ClueForm>) => void;
}

/** What a clue says. */
export function ClueFields({ given, onChange }: Props): ReactElement {
  const { t } = useTranslation("clues");
  const optional = (label: string): string => `${label}${t("optional")}`;
  return (
    <>
      <SelectField
        label={t("source")}
        value={given.source}
        onChange={({ target }) =>
          onChange({ source: clueSources.find((one) => one === target.value) ?? "petition" })
        }
      >
        {clueSources.map((source) => (
          <option key={source} value={source}>
            {t(`sources.${source}`)}
          </option>
        ))}
      </SelectField>
      {(["sourceRef", "topic"] as const).map((name) => (
        <TextField
          key={name}
          label={optional(t(name))}
          maxLength={300}
          value={given[name]}
          onChange={({ target }) => onChange({ [name]: target.value })}
        />
      ))}
      <TextArea
        label={t("text")}
        required
        maxLength={20_000}
        value={given.text}
        onChange={({ target }) => onChange({ text: target.value })}
      />
      <PartyRows
        label={t("subjects")}
        rows={given.subjects}
        onChange={(subjects) => onChange({ subjects })}
      />
      <UnitField label={optional(t("unit"))} value={given.unit} onChange={(unit) => onChange({ unit })} />
      <DateField
        label={optional(t("received"))}
        withTime
        onChange={(day) => onChange({ receivedAt: momentOf(day) })}
      />
      <DateField
        label={optional(t("reply"))}
        withTime
        onChange={(day) => onChange({ replyDueAt: momentOf(day) })}
      />
      <Reporter given={given} onChange={onChange} />
    </>
  );
}

function Reporter({ given: { reporter, protectedReporter }, onChange }: Props): ReactElement {
  const { t } = useTranslation("clues");
  const set = (change: Partial<ClueForm["reporter"]>): void =>
    onChange({ reporter: { ...reporter, ...change } });
  return (
    <fieldset className={loop.group}>
      <legend>{t("reporter")}</legend>
      <CheckField
        label={t("protected")}
        isOn={protectedReporter}
        onChange={(on) => onChange({ protectedReporter: on })}
      />
      <TextField
        label={t("reporterName")}
        maxLength={300}
        value={reporter.name}
        onChange={({ target }) => set({ name: target.value })}
      />
      <TextField
        label={t("reporterContact")}
        maxLength={300}
        value={reporter.contact}
        onChange={({ target }) => set({ contact: target.value })}
      />
      <TextArea
        label={t("reporterText")}
        maxLength={20_000}
        value={reporter.text}
        onChange={({ target }) => set({ text: target.value })}
      />
    </fieldset>
  );
}
