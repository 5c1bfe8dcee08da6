import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Given, post } from "../../api/call.ts";
import { language } from "../../i18n/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField, TextArea, TextField } from "../../ui/field.tsx";
import { Problem } from "../../ui/problem.tsx";
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
  const client = useQueryClient();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [owner, setOwner] = useState(indicator.owner ?? "");
  const isOn = indicator.state !== "off";
  const [on, setOn] = useState(isOn);
  const [reason, setReason] = useState("");
  const typed = Object.entries(values).map(([name, text]) => {
    const type = indicator.thresholds.find((one) => one.name === name)?.type ?? "";
    return { name, read: readTyped(type, text) };
  });
  const ask = useMutation({
    mutationFn: (body: Change) => post(changes, { body }),
    onSuccess: () =>
      Promise.all([path, "/ops/requests"].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
  const params = typed.flatMap(({ name, read }) => (read.ok ? [[name, read.value] as const] : []));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
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
    <Dialog title={t("changeOf", { rule: indicator.rule })} size="wide" onClose={onClose}>
      <form className={styles.stack} onSubmit={submit}>
        {ask.error !== null && <Problem error={ask.error} />}
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
        <div>
          <Button type="submit" look="main" disabled={ask.isPending}>
            {t("ask")}
          </Button>
        </div>
      </form>
    </Dialog>
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
