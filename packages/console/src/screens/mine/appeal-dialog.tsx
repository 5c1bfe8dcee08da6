import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Given, post } from "../../api/call.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField, TextArea } from "../../ui/field.tsx";
import { Problem } from "../../ui/problem.tsx";
import { type MyPrecheck, path } from "./my-prechecks.ts";
import styles from "./mine.module.css";
import { useFindingName } from "./precheck-card.tsx";

const appealPath = "/console/my/prechecks/{source}/{id}/appeal";
type Reason = NonNullable<Given<"post", typeof appealPath>["body"]["reason"]>;
const reasons = [
  "data_error",
  "same_name",
  "authorised_exception",
  "allowed_by_policy",
  "rule_too_strict",
  "other",
] as const satisfies readonly Reason[];
/** As the server asks for. */
const shortest = 10;

/** Says why what a pre-check found is a false alarm. */
export function AppealDialog({
  precheck,
  onClose,
}: {
  readonly precheck: MyPrecheck;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation(["mine", "shell"]);
  const client = useQueryClient();
  const nameOf = useFindingName();
  const named = precheck.findings.filter(({ rule }) => !precheck.appeals.some((one) => one.rule === rule));
  const [rule, setRule] = useState("");
  const [reason, setReason] = useState<Reason>("other");
  const [text, setText] = useState("");
  const raise = useMutation({
    mutationFn: () =>
      post(appealPath, {
        params: { source: precheck.source, id: precheck.id },
        body: { reason, text: text.trim(), ...(rule !== "" && { rule }) },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [path] });
      onClose();
    },
  });
  const isReady = Array.from(text.trim()).length >= shortest && !raise.isPending;
  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    if (isReady) raise.mutate();
  };
  return (
    <Dialog
      title={t("appealTitle")}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("shell:cancel")}</Button>
          <Button look="main" disabled={!isReady} onClick={() => submit()}>
            {t("send")}
          </Button>
        </>
      }
    >
      <form className={styles.list} onSubmit={submit}>
        {raise.error !== null && <Problem error={raise.error} />}
        <p className={styles.soft}>{t("appealHint")}</p>
        {named.length > 1 && (
          <SelectField label={t("about")} value={rule} onChange={({ target }) => setRule(target.value)}>
            <option value="">{t("everything")}</option>
            {named.map((finding) =>
              finding.rule === null ? null : (
                <option key={finding.rule} value={finding.rule}>
                  {nameOf(finding)}
                </option>
              ),
            )}
          </SelectField>
        )}
        <SelectField
          label={t("reason")}
          value={reason}
          onChange={({ target }) => setReason(reasons.find((one) => one === target.value) ?? "other")}
        >
          {reasons.map((one) => (
            <option key={one} value={one}>
              {t(`shell:words.reasons.${one}`)}
            </option>
          ))}
        </SelectField>
        <TextArea
          label={t("grounds")}
          hint={t("groundsHint")}
          data-first
          required
          rows={4}
          maxLength={2000}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </form>
    </Dialog>
  );
}
