import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../../api/call.ts";
import { TextField } from "../../../ui/field.tsx";
import { FormDialog } from "../../../loop/form-dialog.tsx";
import { SecretDialog } from "../parts/secret-dialog.tsx";
import { useChange } from "../../../loop/use-change.ts";
import { touched } from "./holder.ts";

/** Issues a token for the command line in a person's name. */
export function TokenForm({
  person,
  name,
  onClose,
}: {
  readonly person: string;
  readonly name: string;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const [days, setDays] = useState("90");
  const issue = useChange(
    () => post("/ops/people/{id}/tokens", { params: { id: person }, body: { hours: Number(days) * 24 } }),
    touched,
  );
  if (issue.data !== undefined)
    return <SecretDialog issued={issue.data} hint={t("people.tokenHint")} onClose={onClose} />;
  return (
    <FormDialog
      title={t("people.tokenOf", { name })}
      act={t("people.token")}
      error={issue.error}
      isPending={issue.isPending}
      onSubmit={() => issue.mutate()}
      onClose={onClose}
    >
      <p>{t("people.tokenMeans", { name })}</p>
      <TextField
        label={t("days")}
        type="number"
        min={1}
        max={3650}
        required
        data-first=""
        value={days}
        onChange={({ target }) => setDays(target.value)}
      />
    </FormDialog>
  );
}
