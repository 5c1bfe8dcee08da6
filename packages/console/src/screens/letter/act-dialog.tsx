import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, post } from "../../api/call.ts";
import loop from "../../loop/loop.module.css";
import { useVoidCases } from "../../loop/void-cases.ts";
import { Button } from "../../ui/button.tsx";
import { DateField } from "../../ui/date/date-field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import { Problem } from "../../ui/problem.tsx";
import type { Letter } from "../letters/search.ts";
import { SectionFields } from "../letters/section-fields.tsx";
import type { LetterAct } from "./letter-acts.ts";

interface Props {
  readonly letter: Letter;
  readonly template: Pick<
    Answer<"get", "/console/letters/templates">["templates"][Letter["kind"]],
    "sections" | "isAnswered"
  >;
  readonly act: LetterAct;
  readonly onClose: () => void;
}

/** Asks what an act with a letter needs, and does it. */
export function ActDialog({ letter, template, act, onClose }: Props): ReactElement {
  const { t } = useTranslation("letter");
  const voidCases = useVoidCases();
  const [text, setText] = useState("");
  const [edit, setEdit] = useState<Edit>({
    to: letter.to,
    replyOn: letter.replyOn ?? "",
    fields: letter.fields,
  });
  const done = useMutation({
    mutationFn: () => doWith(letter, act, { text, edit }),
    onSuccess: async () => {
      await voidCases();
      onClose();
    },
    onError: () => voidCases(),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    done.mutate();
  };
  return (
    <Dialog title={t(`${act}.act`)} size={act === "edit" ? "wide" : undefined} onClose={onClose}>
      <form className={loop.form} onSubmit={submit}>
        {act === "edit" && <EditFields letter={letter} template={template} edit={edit} onChange={setEdit} />}
        {(act === "send" || act === "receive") && <p>{t(`${act}.text`)}</p>}
        {(act === "answer" || act === "discard") && (
          <TextArea
            label={t(`${act}.text`)}
            required
            maxLength={20_000}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
        {done.error !== null && <Problem error={done.error} />}
        <div className={loop.foot}>
          <Button type="submit" look={act === "discard" ? "danger" : "main"} disabled={done.isPending}>
            {act === "edit" ? t("edit.submit") : t(`${act}.act`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface Edit {
  readonly to: string;
  readonly replyOn: string;
  readonly fields: Readonly<Record<string, string>>;
}

function EditFields({
  letter,
  template,
  edit,
  onChange,
}: Pick<Props, "letter" | "template"> & {
  readonly edit: Edit;
  readonly onChange: (edit: Edit) => void;
}): ReactElement {
  const { t } = useTranslation("letters");
  return (
    <>
      <TextField
        label={t("to")}
        required
        maxLength={300}
        value={edit.to}
        onChange={({ target }) => onChange({ ...edit, to: target.value })}
      />
      {template.isAnswered && (
        <DateField
          label={t("reply")}
          required
          value={edit.replyOn}
          onChange={(day) => onChange({ ...edit, replyOn: day })}
        />
      )}
      <SectionFields
        // What the case said stands in the draft already.
        sections={template.sections.map(({ field, heading }) => ({ field, heading }))}
        language={letter.language}
        fields={edit.fields}
        onChange={(fields) => onChange({ ...edit, fields })}
      />
    </>
  );
}

function doWith(
  { id, version }: Letter,
  act: LetterAct,
  { text, edit: { to, replyOn, fields } }: { readonly text: string; readonly edit: Edit },
): Promise<unknown> {
  const params = { id };
  switch (act) {
    case "edit": {
      const date = replyOn === "" ? {} : { replyOn };
      return post("/console/letters/{id}/changes", { params, body: { version, to, fields, ...date } });
    }
    case "send":
      return post("/console/letters/{id}/send", { params, body: { version } });
    case "receive":
      return post("/console/letters/{id}/received", { params, body: { version } });
    case "answer":
      return post("/console/letters/{id}/answered", { params, body: { version, answer: text } });
    default:
      return post("/console/letters/{id}/discard", { params, body: { version, text } });
  }
}
