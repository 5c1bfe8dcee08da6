import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { isModelId } from "../factory/search.ts";
import type { Version } from "./version.ts";

/** Asks for the id of a new model that begins as a copy of this version. Nothing is stored yet. */
export function CopyDialog({
  version,
  onClose,
}: {
  readonly version: Version;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("model");
  const navigate = useNavigate();
  const form = useId();
  const [id, setId] = useState("");
  const open = (event: FormEvent): void => {
    event.preventDefault();
    if (isModelId(id))
      void navigate({ to: "/models/$id/$version/edit", params: version, search: { as: id } });
  };
  return (
    <Dialog
      title={t("copy.title")}
      size="narrow"
      onClose={onClose}
      foot={
        <Button look="main" type="submit" form={form} disabled={!isModelId(id)}>
          {t("copy.open")}
        </Button>
      }
    >
      <form id={form} onSubmit={open}>
        <TextField
          label={t("copy.id")}
          hint={t("copy.hint")}
          value={id}
          maxLength={11}
          onChange={({ target }) => setId(target.value.toUpperCase())}
        />
      </form>
    </Dialog>
  );
}
