import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import type { RiskGiven } from "./risk-form.tsx";
import styles from "./risks.module.css";

type Control = RiskGiven["controls"][number];
const phases = ["before", "during", "after"] as const;
const most = 50;

const saidBy = (control: Control): string => (control.kind === "rule" ? control.rule : control.text);
const controlOf = (kind: Control["kind"], said: string, phase: Control["phase"]): Control =>
  kind === "rule" ? { kind, rule: said, phase } : { kind, text: said, phase };

/** What holds the risk down: indicators that are bound, and what people do. */
export function Controls({
  controls,
  onChange,
}: {
  readonly controls: readonly Control[];
  readonly onChange: (controls: readonly Control[]) => void;
}): ReactElement {
  const { t } = useTranslation("risks");
  const set = (at: number, control: Control): void => onChange(controls.with(at, control));
  return (
    <fieldset className={styles.fieldset}>
      <legend>{t("controls")}</legend>
      {controls.map((control, at) => (
        // A control has no id; its place is what it is known by.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className={styles.control}>
          <SelectField
            label={t("kind")}
            value={control.kind}
            onChange={({ target }) =>
              set(at, controlOf(target.value === "rule" ? "rule" : "manual", saidBy(control), control.phase))
            }
          >
            <option value="rule">{t("kinds.rule")}</option>
            <option value="manual">{t("kinds.manual")}</option>
          </SelectField>
          <TextField
            label={control.kind === "rule" ? t("rule") : t("what")}
            required
            maxLength={300}
            value={saidBy(control)}
            onChange={({ target }) => set(at, controlOf(control.kind, target.value, control.phase))}
          />
          <SelectField
            label={t("phase")}
            value={control.phase}
            onChange={({ target }) =>
              set(
                at,
                controlOf(
                  control.kind,
                  saidBy(control),
                  phases.find((one) => one === target.value) ?? control.phase,
                ),
              )
            }
          >
            {phases.map((phase) => (
              <option key={phase} value={phase}>
                {t(`phases.${phase}`)}
              </option>
            ))}
          </SelectField>
          <IconButton
            name={t("removeControl", { control: saidBy(control) })}
            icon="close"
            onClick={() => onChange(controls.toSpliced(at, 1))}
          />
        </div>
      ))}
      {controls.length < most && (
        <div>
          <Button
            size="small"
            icon="plus"
            onClick={() => onChange([...controls, { kind: "manual", text: "", phase: "during" }])}
          >
            {t("addControl")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
