import { type FormEvent, type KeyboardEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Given, post } from "../api/call.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextArea } from "../ui/field.tsx";
import { Picker } from "../ui/picker.tsx";
import type { Picked } from "../ui/use-found.ts";
import { Problem } from "../ui/problem.tsx";
import { About } from "./about.tsx";
import styles from "./dialogs.module.css";
import { type Target, useTaking } from "./target.ts";

const path = "/console/alerts/bulk/join";
type Joining = Given<"post", typeof path>["body"]["input"];

interface Props {
  readonly target: Target;
  readonly onClose: () => void;
  /** Called when the act is taken up. */
  readonly onDone: () => void;
}

/** Puts alerts into a case, out of those in which they are. */
export function JoinDialog({ target, onClose, onDone }: Props): ReactElement {
  const { t } = useTranslation();
  const [into, setInto] = useState<Picked>();
  const [text, setText] = useState("");
  const [isMissing, setMissing] = useState(false);
  const { counted, isReady, take } = useTaking<Joining>(
    target,
    (input, shown) => post(path, { body: { ...target.choice, ...shown, input } }),
    onDone,
  );
  const isWhole = into !== undefined && text.trim() !== "";
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    if (!isReady) return undefined;
    if (into === undefined || text.trim() === "") return setMissing(true);
    return take.mutate({ into: into.id, text: text.trim() });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
  };
  return (
    <Dialog
      title={t("join.title")}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button look="main" disabled={!isReady} onClick={() => submit()}>
            {t("join.submit")} <kbd aria-hidden="true">Ctrl+Enter</kbd>
          </Button>
        </>
      }
    >
      <form className={styles.form} onSubmit={submit} onKeyDown={onKeyDown}>
        {take.error !== null && <Problem error={take.error} />}
        {counted.error !== null && <Problem error={counted.error} onRetry={() => void counted.refetch()} />}
        <About target={target} counted={counted.data} one={t("join.one")} many="join.many" />
        <Picker kind="case" label={t("join.case")} value={into} onChange={setInto} isFirst />
        <TextArea
          label={t("join.note")}
          error={isMissing && !isWhole ? t("join.incomplete") : undefined}
          required
          maxLength={2000}
          rows={3}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
