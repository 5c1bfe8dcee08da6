import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../../api/call.ts";
import { language } from "../../../i18n/i18n.ts";
import loop from "../../../loop/loop.module.css";
import { useVoidCases } from "../../../loop/void-cases.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { SelectField, TextArea, TextField } from "../../../ui/field.tsx";
import { Problem } from "../../../ui/problem.tsx";
import type { CaseFile } from "../case-query.ts";

interface Props {
  readonly alert: CaseFile["alerts"][number];
  readonly level: number;
  readonly unit: string | null;
  readonly onClose: () => void;
}

/** Takes an alert out of its case: into another one, or into one of its own. Both timelines tell it. */
export function MoveAlert({ alert, level, unit, onClose }: Props): ReactElement {
  const { t } = useTranslation("case");
  const navigate = useNavigate();
  const voidCases = useVoidCases();
  const [given, setGiven] = useState({ where: "new", other: "", title: alert.name[language()], text: "" });
  const set = (change: Partial<typeof given>): void => setGiven({ ...given, ...change });
  // Another try takes the case that the first one has opened.
  const opened = useRef<string>(undefined);
  const moved = useMutation({
    mutationFn: async () => {
      const { where, other, title, text } = given;
      const place = unit === null ? {} : { unit };
      const body = { title, level, tracks: [alert.class], text, ...place };
      if (where === "new") opened.current ??= (await post("/console/cases", { body })).id;
      const id = where === "new" ? (opened.current ?? "") : other;
      await post("/console/cases/{id}/alerts", { params: { id }, body: { alerts: [alert.id], text } });
      return { id };
    },
    onSuccess: async ({ id }) => {
      await voidCases();
      await navigate({ to: "/cases/$id", params: { id } });
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    moved.mutate();
  };
  return (
    <Dialog title={t("alerts.title")} onClose={onClose}>
      <form className={loop.form} onSubmit={submit}>
        <p>{alert.name[language()]}</p>
        <SelectField
          label={t("alerts.where")}
          value={given.where}
          onChange={({ target }) => set({ where: target.value })}
        >
          <option value="new">{t("alerts.toNew")}</option>
          <option value="other">{t("alerts.toOther")}</option>
        </SelectField>
        {given.where === "new" ? (
          <TextField
            label={t("alerts.newTitle")}
            required
            maxLength={300}
            value={given.title}
            onChange={({ target }) => set({ title: target.value })}
          />
        ) : (
          <TextField
            label={t("alerts.other")}
            required
            maxLength={500}
            value={given.other}
            onChange={({ target }) => set({ other: target.value.trim() })}
          />
        )}
        <TextArea
          label={t("alerts.reason")}
          required
          maxLength={20_000}
          value={given.text}
          onChange={({ target }) => set({ text: target.value })}
        />
        {moved.error !== null && <Problem error={moved.error} />}
        <div className={loop.foot}>
          <Button type="submit" look="main" disabled={moved.isPending}>
            {t("alerts.go")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
