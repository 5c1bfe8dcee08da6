import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../api/call.ts";
import loop from "../../loop/loop.module.css";
import { useVoidCases } from "../../loop/void-cases.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Facts } from "../../ui/facts.tsx";
import { TextArea } from "../../ui/field.tsx";
import { Problem } from "../../ui/problem.tsx";

/** Shows who reported it, for a purpose that is logged; forgotten when the dialog is closed. */
export function Reporter({ id }: { readonly id: string }): ReactElement {
  const { t } = useTranslation("clue");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon="eye" onClick={() => setOpen(true)}>
        {t("reporter.act")}
      </Button>
      {isOpen && <Asked id={id} onClose={() => setOpen(false)} />}
    </>
  );
}

function Asked({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation("clue");
  const clues = useTranslation("clues");
  const voidCases = useVoidCases();
  const [purpose, setPurpose] = useState("");
  const read = useMutation({
    mutationFn: () => post("/console/clues/{id}/reporter", { params: { id }, body: { purpose } }),
    onSuccess: voidCases,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    read.mutate();
  };
  const { data } = read;
  return (
    <Dialog title={t("reporter.act")} onClose={onClose}>
      {data === undefined ? (
        <form className={loop.form} onSubmit={submit}>
          <TextArea
            label={t("reporter.purpose")}
            hint={t("reporter.hint")}
            required
            maxLength={20_000}
            value={purpose}
            onChange={({ target }) => setPurpose(target.value)}
          />
          {read.error !== null && <Problem error={read.error} />}
          <div className={loop.foot}>
            <Button type="submit" look="main" disabled={read.isPending}>
              {t("reporter.submit")}
            </Button>
          </div>
        </form>
      ) : data.name === null && data.contact === null && data.text === null ? (
        <p>{t("reporter.none")}</p>
      ) : (
        <Facts
          facts={[
            [clues.t("reporterName"), data.name],
            [clues.t("reporterContact"), data.contact],
            [clues.t("reporterText"), data.text],
          ]}
        />
      )}
    </Dialog>
  );
}
