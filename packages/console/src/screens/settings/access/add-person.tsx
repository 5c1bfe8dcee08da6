import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../../api/call.ts";
import { TextField } from "../../../ui/field.tsx";
import { FormDialog } from "../../../loop/form-dialog.tsx";
import { SecretDialog } from "../parts/secret-dialog.tsx";
import { useChange } from "../../../loop/use-change.ts";
import { touched } from "./holder.ts";
import { IdField } from "./id-field.tsx";

/** Registers somebody, and shows the token by which the first password is set. */
export function AddPerson({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { t } = useTranslation("settings");
  const [given, setGiven] = useState({ id: "", name: "" });
  const add = useChange(() => post("/ops/accounts", { body: given }), [...touched, "/ops/org/people"]);
  if (add.data !== undefined)
    return <SecretDialog issued={add.data} hint={t("people.resetHint")} onClose={onClose} />;
  return (
    <FormDialog
      title={t("people.add")}
      act={t("people.add")}
      error={add.error}
      isPending={add.isPending}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <IdField hint={t("people.idHint")} value={given.id} onChange={(id) => setGiven({ ...given, id })} />
      <TextField
        label={t("name")}
        required
        maxLength={200}
        pattern=".*\S.*"
        value={given.name}
        onChange={({ target }) => setGiven({ ...given, name: target.value })}
      />
    </FormDialog>
  );
}
