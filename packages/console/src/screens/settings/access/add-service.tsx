import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../../api/call.ts";
import { TextField } from "../../../ui/field.tsx";
import { FormDialog } from "../../../loop/form-dialog.tsx";
import { SecretDialog } from "../parts/secret-dialog.tsx";
import { useChange } from "../../../loop/use-change.ts";
import { touched } from "./holder.ts";
import { IdField } from "./id-field.tsx";

/** Makes a token for a program. */
export function AddService({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation("settings");
  const [given, setGiven] = useState({ id: "", days: "90" });
  const add = useChange(
    () => post("/ops/services", { body: { id: given.id, hours: Number(given.days) * 24 } }),
    touched,
  );
  if (add.data !== undefined)
    return <SecretDialog issued={add.data} hint={t("services.tokenHint")} onClose={onClose} />;
  return (
    <FormDialog
      title={t("services.add")}
      act={t("services.add")}
      error={add.error}
      isPending={add.isPending}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <IdField hint={t("services.idHint")} value={given.id} onChange={(id) => setGiven({ ...given, id })} />
      <TextField
        label={t("days")}
        type="number"
        min={1}
        max={732}
        required
        value={given.days}
        onChange={({ target }) => setGiven({ ...given, days: target.value })}
      />
    </FormDialog>
  );
}
