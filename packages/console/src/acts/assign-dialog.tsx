import { type FormEvent, type KeyboardEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Given, post } from "../api/call.ts";
import { language } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { DateField } from "../ui/date/date-field.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextArea } from "../ui/field.tsx";
import { Picker } from "../ui/picker.tsx";
import type { Picked } from "../ui/use-found.ts";
import { Problem } from "../ui/problem.tsx";
import { About } from "./about.tsx";
import styles from "./dialogs.module.css";
import { type Target, useTaking } from "./target.ts";

const path = "/console/alerts/bulk/assign";
type Assignment = Given<"post", typeof path>["body"]["input"];

interface Props {
  readonly target: Target;
  readonly onClose: () => void;
  /** Called when the act is taken up. */
  readonly onDone: () => void;
}

/** Gives alerts to a unit and a handler. */
export function AssignDialog({ target, onClose, onDone }: Props): ReactElement {
  const { t } = useTranslation();
  const [unit, setUnit] = useState<Picked | undefined>(() => pickedUnit(target));
  const [handler, setHandler] = useState<Picked>();
  const [due, setDue] = useState("");
  const [text, setText] = useState("");
  const [isMissing, setMissing] = useState(false);
  const { counted, isReady, take } = useTaking<Assignment>(
    target,
    (input, shown) => post(path, { body: { ...target.choice, ...shown, input } }),
    onDone,
  );
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    if (!isReady) return undefined;
    if (unit === undefined || handler === undefined) return setMissing(true);
    return take.mutate({
      unit: unit.id,
      handler: handler.id,
      ...(due !== "" && { dueAt: new Date(due).toISOString() }),
      ...(text.trim() !== "" && { text: text.trim() }),
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
  };
  return (
    <Dialog
      title={t("assign.title")}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button look="main" disabled={!isReady} onClick={() => submit()}>
            {t("assign.submit")} <kbd aria-hidden="true">Ctrl+Enter</kbd>
          </Button>
        </>
      }
    >
      <form className={styles.form} onSubmit={submit} onKeyDown={onKeyDown}>
        {take.error !== null && <Problem error={take.error} />}
        {counted.error !== null && <Problem error={counted.error} onRetry={() => void counted.refetch()} />}
        <About target={target} counted={counted.data} one={t("assign.one")} many="assign.many" />
        <Picker
          kind="unit"
          label={t("assign.unit")}
          value={unit}
          onChange={setUnit}
          isFirst={unit === undefined}
        />
        <Picker
          kind="person"
          label={t("assign.handler")}
          value={handler}
          onChange={setHandler}
          isFirst={unit !== undefined}
          error={
            isMissing && (unit === undefined || handler === undefined) ? t("assign.incomplete") : undefined
          }
        />
        <DateField
          withTime
          label={t("assign.due")}
          hint={t("assign.dueHint")}
          value={due}
          onChange={(day) => setDue(day)}
        />
        <TextArea
          label={t("assign.note")}
          maxLength={2000}
          rows={2}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </form>
    </Dialog>
  );
}

const pickedUnit = ({ unit }: Target): Picked | undefined =>
  unit === null || unit === undefined ? undefined : { id: unit.id, name: unit.name?.[language()] ?? unit.id };
