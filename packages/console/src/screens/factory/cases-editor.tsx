import type { Case, Rule } from "@probity/contracts";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "../../app/keyboard/keys.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Problem } from "../../ui/problem.tsx";
import { CaseMark, CaseResult } from "./case-result.tsx";
import styles from "./factory.module.css";
import { JsonField } from "./json-field.tsx";
import type { Trial } from "./use-trial.ts";

const outcomes = ["hit", "clear", "not_applicable", "indeterminate"] as const;

interface Props {
  readonly rule: Rule;
  readonly cases: readonly Case[];
  readonly onChange: (cases: readonly Case[]) => void;
  readonly onBroken: (isBroken: boolean) => void;
  readonly trial: Trial;
}

/** Worked cases of a rule: data and the result that it must give. They are run here, and by the check, with the engine of the product. */
export function CasesEditor({ rule, cases, onChange, onBroken, trial }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const [first = ""] = rule.at;
  const results = trial.isOld ? [] : (trial.cases ?? []);
  const add = (): void =>
    onChange([
      ...cases,
      {
        rule: rule.id,
        name: t("cases.new", { number: cases.length + 1 }),
        type: first,
        data: {},
        expect: "hit",
      },
    ]);
  return (
    <div className={styles.stack}>
      <p className={styles.soft}>{t("cases.hint")}</p>
      <RunCases trial={trial} />
      {cases.map((one, place) => (
        // Cases have no id; a case that is taken out closes the others.
        // oxlint-disable-next-line react/no-array-index-key
        <details
          key={`${cases.length} ${place}`}
          className={styles.details}
          open={one.name.length === 0 || undefined}
        >
          <summary>
            {one.name} <span className={styles.soft}>{t(`cases.outcomes.${one.expect}`)}</span>{" "}
            {results[place] !== undefined && <CaseMark tried={results[place]} />}
          </summary>
          <CaseFields
            rule={rule}
            one={one}
            onChange={(next) => onChange(cases.with(place, next))}
            onBroken={onBroken}
          />
          {results[place] !== undefined && <CaseResult tried={results[place]} />}
          <Button
            size="small"
            aria-label={t("cases.removeNamed", { name: one.name })}
            onClick={() => onChange(cases.toSpliced(place, 1))}
          >
            {t("cases.remove")}
          </Button>
        </details>
      ))}
      <div>
        <Button size="small" icon="plus" onClick={add}>
          {t("cases.add")}
        </Button>
      </div>
    </div>
  );
}

/** Runs them, with the key R as well, and says how many gave what they say. */
function RunCases({ trial }: { readonly trial: Trial }): ReactElement {
  const { t } = useTranslation("factory");
  const { run, isRunning, error, cases, left, isOld } = trial;
  useKeys({ title: t("trial.keys"), commands: [{ keys: "r", text: t("trial.runShort"), run }] });
  const passed = cases?.filter(({ ok }) => ok).length ?? 0;
  return (
    <>
      <div className={styles.proving}>
        <Button size="small" disabled={isRunning} onClick={run}>
          {t("trial.run")}
        </Button>
        <span role="status">
          {cases !== undefined &&
            (isOld ? t("trial.old") : t("trial.summary", { passed, failed: cases.length - passed }))}{" "}
          {left > 0 && !isOld && t("trial.left", { left })}
        </span>
      </div>
      {error !== null && <Problem error={error} />}
    </>
  );
}

interface FieldProps {
  readonly rule: Rule;
  readonly one: Case;
  readonly onChange: (one: Case) => void;
  readonly onBroken: (isBroken: boolean) => void;
}

function CaseFields({ rule, one, onChange, onBroken }: FieldProps): ReactElement {
  const { t } = useTranslation("factory");
  return (
    <>
      <div className={styles.grid}>
        <TextField
          label={t("cases.name")}
          value={one.name}
          maxLength={300}
          onChange={({ target }) => onChange({ ...one, name: target.value })}
        />
        <SelectField
          label={t("cases.type")}
          value={one.type}
          onChange={({ target }) => onChange({ ...one, type: target.value })}
        >
          {[...new Set([one.type, ...rule.at])].map((type) => (
            <option key={type} value={type}>
              {type}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("cases.expect")}
          value={one.expect}
          onChange={({ target }) =>
            onChange({ ...one, expect: outcomes.find((outcome) => outcome === target.value) ?? "hit" })
          }
        >
          {outcomes.map((outcome) => (
            <option key={outcome} value={outcome}>
              {t(`cases.outcomes.${outcome}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <JsonField
        label={t("cases.data")}
        value={one.data}
        isObject
        // Demanded to be an object.
        onChange={(data) => onChange({ ...one, data: data as Case["data"] })}
        onBroken={onBroken}
      />
      {rule.reads === "record" && (
        <JsonField
          label={t("cases.record")}
          value={one.record ?? {}}
          isObject
          // Demanded to be an object.
          onChange={(record) => onChange({ ...one, record: record as NonNullable<Case["record"]> })}
          onBroken={onBroken}
        />
      )}
    </>
  );
}
