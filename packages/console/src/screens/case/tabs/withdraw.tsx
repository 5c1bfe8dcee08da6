import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../../api/call.ts";
import loop from "../../../loop/loop.module.css";
import { useVoidCases } from "../../../loop/void-cases.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { TextArea } from "../../../ui/field.tsx";
import { Problem } from "../../../ui/problem.tsx";

/** Asks why, and withdraws a piece of evidence. */
export function Withdraw({
  caseId,
  item,
  onClose,
}: {
  readonly caseId: string;
  readonly item: string;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("case");
  const voidCases = useVoidCases();
  const [reason, setReason] = useState("");
  const withdrawn = useMutation({
    mutationFn: () =>
      post("/console/cases/{id}/evidence/{item}/withdraw", {
        params: { id: caseId, item },
        body: { reason },
      }),
    onSuccess: async () => {
      await voidCases();
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    withdrawn.mutate();
  };
  return (
    <Dialog title={t("evidence.withdrawTitle")} onClose={onClose}>
      <form className={loop.form} onSubmit={submit}>
        <p>{t("evidence.withdrawHint")}</p>
        <TextArea
          label={t("evidence.withdrawReason")}
          required
          maxLength={20_000}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        {withdrawn.error !== null && <Problem error={withdrawn.error} />}
        <div className={loop.foot}>
          <Button type="submit" look="danger" disabled={withdrawn.isPending}>
            {t("evidence.withdraw")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
