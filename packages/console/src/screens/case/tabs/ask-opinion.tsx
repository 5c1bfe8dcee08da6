import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../../api/call.ts";
import { momentOf } from "../../../loop/days.ts";
import loop from "../../../loop/loop.module.css";
import { Rows } from "../../../loop/rows.tsx";
import { useVoidCases } from "../../../loop/void-cases.ts";
import { PersonField } from "../../../loop/who-fields.tsx";
import { Button } from "../../../ui/button.tsx";
import { DateField } from "../../../ui/date/date-field.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { TextArea } from "../../../ui/field.tsx";
import { Problem } from "../../../ui/problem.tsx";

interface Props {
  readonly id: string;
  readonly track: "business" | "integrity";
}

const nobody = { person: "" };

/** Asks several persons at once for written opinions. */
export function AskOpinion({ id, track }: Props): ReactElement {
  const { t } = useTranslation("case");
  const voidCases = useVoidCases();
  const [isOpen, setOpen] = useState(false);
  const [question, setQuestion] = useState("");
  const [dueAt, setDueAt] = useState<string>();
  const [asked, setAsked] = useState<readonly { readonly person: string }[]>([nobody]);
  const ask = useMutation({
    mutationFn: () =>
      post("/console/cases/{id}/opinions", {
        params: { id },
        body: { track, question, asked: asked.filter(({ person }) => person !== ""), dueAt: dueAt ?? "" },
      }),
    onSuccess: async () => {
      await voidCases();
      setOpen(false);
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    ask.mutate();
  };
  return (
    <div>
      <Button onClick={() => setOpen(true)}>{t("talk.ask")}</Button>
      {isOpen && (
        <Dialog title={t("talk.ask")} onClose={() => setOpen(false)}>
          <form className={loop.form} onSubmit={submit}>
            <TextArea
              label={t("talk.question")}
              required
              maxLength={20_000}
              value={question}
              onChange={({ target }) => setQuestion(target.value)}
            />
            <Rows label={t("talk.persons")} rows={asked} fresh={nobody} onChange={setAsked}>
              {({ person }, set) => (
                <PersonField
                  label={t("talk.persons")}
                  value={person}
                  onChange={(to) => set({ person: to })}
                />
              )}
            </Rows>
            <DateField label={t("talk.due")} withTime required onChange={(day) => setDueAt(momentOf(day))} />
            {ask.error !== null && <Problem error={ask.error} />}
            <div className={loop.foot}>
              <Button type="submit" look="main" disabled={ask.isPending}>
                {t("talk.ask")}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </div>
  );
}
