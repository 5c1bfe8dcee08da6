import { type FormEvent, type ReactElement, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "../../api/problem.ts";
import { Button } from "../../ui/button.tsx";
import { Problem } from "../../ui/problem.tsx";
import styles from "../loop.module.css";
import { useWord } from "../word.ts";
import { choicesOf } from "./choices.ts";
import { StepField } from "./fields.tsx";
import { type FieldName, inputOf, type Machine, type StepInput, type StepName } from "./input.ts";

interface Props {
  readonly machine: Machine;
  readonly step: StepName;
  /** Fields that are not asked for: a closing that was proposed is made as it was. */
  readonly without?: readonly FieldName[] | undefined;
  readonly start?: StepInput | undefined;
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly submit?: string | undefined;
  readonly onSubmit: (input: Readonly<Record<string, unknown>>) => void;
  readonly children?: ReactNode;
}

/** Asks for what a step needs, by the table of steps. What stands in it stays when the server refuses it. */
export function StepForm({ machine, step, without = [], start = {}, ...rest }: Props): ReactElement {
  const { t } = useTranslation("cases");
  const [input, setInput] = useState(start);
  const { fields, required } = machine.transitions[step];
  // Every field of the table is one of these; others are not shown.
  const names = (Object.keys(fields) as FieldName[]).filter((name) => !without.includes(name));
  const needs = (name: FieldName): boolean =>
    required.includes(name) || (name === "labelReason" && input.label === "not_confirmed");
  const shown = names.filter((name) => name !== "labelReason" || input.label === "not_confirmed");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    rest.onSubmit(inputOf(input, { fields: shown, required }));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      {rest.children}
      {shown.map((name) => (
        <StepField
          key={name}
          name={name}
          input={input}
          isRequired={needs(name)}
          choices={choicesOf(fields[name])}
          onChange={(change) => setInput((before) => ({ ...before, ...change }))}
        />
      ))}
      <Refused error={rest.error} />
      <div className={styles.foot}>
        <Button type="submit" look="main" disabled={rest.isBusy}>
          {rest.isBusy ? t("busy") : (rest.submit ?? t("submit"))}
        </Button>
      </div>
    </form>
  );
}

/** Why a step was refused, with the conditions in the person's words. */
function Refused({ error }: { readonly error: unknown }): ReactElement | null {
  const { t } = useTranslation("cases");
  const word = useWord();
  if (error === null || error === undefined) return null;
  const isCondition = error instanceof ApiProblem && error.code === "PROBITY_E_CASE_CONDITION";
  const names = isCondition ? (error.document.errors ?? []).map(({ path }) => path.slice(1)) : [];
  return (
    <div>
      {names.length > 0 && (
        <div className={styles.conditions}>
          {t("failed")}
          <ul>
            {names.map((name) => (
              <li key={name}>{word("conditions", name)}</li>
            ))}
          </ul>
        </div>
      )}
      <Problem error={error} />
    </div>
  );
}
