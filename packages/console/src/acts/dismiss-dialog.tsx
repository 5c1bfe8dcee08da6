import { type FormEvent, type KeyboardEvent, type ReactElement, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Given, post } from "../api/call.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextArea } from "../ui/field.tsx";
import { Problem } from "../ui/problem.tsx";
import { About } from "./about.tsx";
import styles from "./dialogs.module.css";
import { type Target, useTaking } from "./target.ts";

const path = "/console/alerts/bulk/dismiss";
type Dismissal = Given<"post", typeof path>["body"]["input"];

type Reason = Dismissal["reason"];
/** In the order of their keys. Known before anything is loaded, since somebody may press one at once; the API's types say which there are. */
const keyOfReason: Readonly<Record<Reason, number>> = {
  data_error: 1,
  device_fault: 2,
  same_name: 3,
  authorised_exception: 4,
  allowed_by_policy: 5,
  corrected_before: 6,
  duplicate: 7,
  rule_too_strict: 8,
  other: 9,
};
// The keys of our own table.
const reasons = Object.keys(keyOfReason) as readonly Reason[];

interface Props {
  readonly target: Target;
  readonly onClose: () => void;
  /** Called when the act is taken up. */
  readonly onDone: () => void;
}

/** Says of alerts that they are no problem: the number of the reason, a note, Ctrl+Enter. */
export function DismissDialog({ target, onClose, onDone }: Props): ReactElement {
  const { t } = useTranslation();
  const [reason, setReason] = useState<Reason>();
  const [note, setNote] = useState("");
  const noteField = useRef<HTMLTextAreaElement>(null);
  const {
    counted,
    isReady: mayTake,
    take,
  } = useTaking<Dismissal>(
    target,
    (input, shown) => post(path, { body: { ...target.choice, ...shown, input } }),
    onDone,
  );
  const isReady = mayTake && reason !== undefined && note.trim() !== "";
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    if (isReady) take.mutate({ reason, note: note.trim() });
  };
  const choose = (chosen: Reason | undefined): void => {
    setReason(chosen);
    noteField.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return submit();
    if (event.target instanceof HTMLTextAreaElement || !/^[1-9]$/.test(event.key)) return undefined;
    event.preventDefault();
    return choose(reasons.find((one) => String(keyOfReason[one]) === event.key));
  };
  return (
    <Dialog
      title={t("dismiss.title")}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button look="main" disabled={!isReady} onClick={() => submit()}>
            {t("dismiss.submit")} <kbd aria-hidden="true">Ctrl+Enter</kbd>
          </Button>
        </>
      }
    >
      <form className={styles.form} onSubmit={submit} onKeyDown={onKeyDown}>
        {take.error !== null && <Problem error={take.error} />}
        {counted.error !== null && <Problem error={counted.error} onRetry={() => void counted.refetch()} />}
        <About target={target} counted={counted.data} one={t("dismiss.one")} many="dismiss.many" />
        <fieldset className={styles.reasons}>
          <legend>{t("dismiss.reason")}</legend>
          {reasons.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="reason"
                checked={reason === one}
                data-first={keyOfReason[one] === 1 ? "" : undefined}
                onChange={() => setReason(one)}
              />
              <kbd aria-hidden="true">{keyOfReason[one]}</kbd>
              {t(`words.reasons.${one}`)}
            </label>
          ))}
        </fieldset>
        <TextArea
          ref={noteField}
          label={t("dismiss.note")}
          hint={t("dismiss.noteHint")}
          required
          maxLength={2000}
          rows={3}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <p className={styles.hint}>{t("dismiss.hint")}</p>
      </form>
    </Dialog>
  );
}
