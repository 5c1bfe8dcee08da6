import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Given, post } from "../../api/call.ts";
import { language } from "../../i18n/i18n.ts";
import { FormDialog } from "../../loop/form-dialog.tsx";
import { useChange } from "../../loop/use-change.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField, TextArea, TextField } from "../../ui/field.tsx";
import { type Indicator, path } from "./indicator-table.tsx";
import styles from "./indicators.module.css";
import { editText, readTyped } from "./param-value.ts";
import { useValueText, type Threshold } from "./threshold-text.tsx";

const changes = "/console/indicators/changes";
type Change = Given<"post", typeof changes>["body"];

/** Thresholds, owner and switch of an indicator, to be asked for: another person agrees (RU-4). */
export function ChangeForm({
  indicator,
  onClose,
}: {
  readonly indicator: Indicator;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("indicators");
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [owner, setOwner] = useState(indicator.owner ?? "");
  const isOn = indicator.state !== "off";
  const [on, setOn] = useState(isOn);
  const [reason, setReason] = useState("");
  const typed = Object.entries(values).map(([name, text]) => {
    const type = indicator.thresholds.find((one) => one.name === name)?.type ?? "";
    return { name, read: readTyped(type, text) };
  });
  const ask = useChange((body: Change) => post(changes, { body }), [path, "/ops/requests"]);
  const params = typed.flatMap(({ name, read }) => (read.ok ? [[name, read.value] as const] : []));
  const submit = (): void => {
    if (typed.some(({ read }) => !read.ok)) return;
    ask.mutate({
      source: indicator.source,
      binding: indicator.binding,
      version: indicator.version,
      ...(params.length > 0 && { params: Object.fromEntries(params) }),
      ...(owner.trim() !== (indicator.owner ?? "") && { owner: owner.trim() === "" ? null : owner.trim() }),
      ...(on !== isOn && { on }),
      reason,
    });
  };
  if (ask.data !== undefined)
    return (
      <Dialog title={t("asked")} foot={<Button onClick={onClose}>{t("close")}</Button>}>
        <p role="status">{"request" in ask.data ? t("askedHint") : t("appliedHint")}</p>
      </Dialog>
    );
  return (
    <FormDialog
      title={t("changeOf", { rule: indicator.rule })}
      size="wide"
      act={t("ask")}
      error={ask.error}
      isPending={ask.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className={styles.soft}>{t("changeHint")}</p>
      <div className={styles.fields}>
        <SelectField
          label={t("switch")}
          value={on ? "on" : "off"}
          onChange={({ target }) => setOn(target.value === "on")}
        >
          <option value="on">{t("on")}</option>
          <option value="off">{t("off")}</option>
        </SelectField>
        <TextField
          label={t("owner")}
          hint={t("ownerHint")}
          maxLength={200}
          value={owner}
          onChange={({ target }) => setOwner(target.value)}
        />
        {indicator.thresholds.map((one) => (
          <ValueField
            key={one.name}
            threshold={one}
            text={values[one.name] ?? editText(one.type, one.value)}
            onChange={(text) => setValues({ ...values, [one.name]: text })}
          />
        ))}
      </div>
      <TextArea
        label={t("reason")}
        required
        maxLength={2000}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
    </FormDialog>
  );
}

function ValueField({
  threshold,
  text,
  onChange,
}: {
  readonly threshold: Threshold;
  readonly text: string;
  readonly onChange: (text: string) => void;
}): ReactElement {
  const { t } = useTranslation("indicators");
  const show = useValueText();
  const { name, type, unit, description, default: fallback } = threshold;
  return (
    <TextField
      label={`${description[language()]} (${name})`}
      hint={t("valueHint", { type, value: show(fallback, unit) })}
      error={readTyped(type, text).ok ? undefined : t("noValue", { type })}
      value={text}
      spellCheck={false}
      autoComplete="off"
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
