import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../api/call.ts";
import loop from "../../loop/loop.module.css";
import { useVoidCases } from "../../loop/void-cases.ts";
import { PersonField, UnitField } from "../../loop/who-fields.tsx";
import { Button } from "../../ui/button.tsx";
import { DateField } from "../../ui/date/date-field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { Problem } from "../../ui/problem.tsx";
import { filledFields, type OwnFields, OwnFieldsForm } from "./own-fields.tsx";
import type { ListKind } from "./search.ts";

const empty = { title: "", owner: "", unit: "", dueOn: "", source: "", problem: "" };

/** Writes a new item into a list. */
export function CreateItem({
  kind,
  onClose,
}: {
  readonly kind: Exclude<ListKind, "look_back">;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("lists");
  const navigate = useNavigate();
  const voidCases = useVoidCases();
  const [given, setGiven] = useState(empty);
  const [fields, setFields] = useState<OwnFields>({});
  const set = (change: Partial<typeof empty>): void => setGiven({ ...given, ...change });
  const made = useMutation({
    mutationFn: () => {
      const { title, ...rest } = given;
      const filled = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== ""));
      return post("/console/lists/{kind}", {
        params: { kind },
        body: { title, ...filled, fields: filledFields(fields) },
      });
    },
    onSuccess: async ({ id }) => {
      await voidCases();
      await navigate({ to: "/lists/$kind/$id", params: { kind, id } });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    made.mutate();
  };
  return (
    <Dialog title={t("createTitle", { list: t(`kinds.${kind}`) })} size="wide" onClose={onClose}>
      <form className={loop.form} onSubmit={submit}>
        <TextField
          label={t("name")}
          required
          maxLength={300}
          value={given.title}
          onChange={({ target }) => set({ title: target.value })}
        />
        {kind === "rectification" && (
          <TextField
            label={t("problem")}
            required
            maxLength={500}
            value={given.problem}
            onChange={({ target }) => set({ problem: target.value.trim() })}
          />
        )}
        <OwnFieldsForm kind={kind} fields={fields} onChange={setFields} />
        <UnitField
          label={`${t("unit")}${t("optional")}`}
          value={given.unit}
          onChange={(unit) => set({ unit })}
        />
        <PersonField
          label={`${t("owner")}${t("optional")}`}
          value={given.owner}
          onChange={(owner) => set({ owner })}
        />
        <DateField
          label={`${t("due")}${t("optional")}`}
          value={given.dueOn}
          onChange={(day) => set({ dueOn: day })}
        />
        <TextField
          label={`${t("source")}${t("optional")}`}
          maxLength={300}
          value={given.source}
          onChange={({ target }) => set({ source: target.value })}
        />
        {made.error !== null && <Problem error={made.error} />}
        <div className={loop.foot}>
          <Button type="submit" look="main" disabled={made.isPending}>
            {t("submit")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
