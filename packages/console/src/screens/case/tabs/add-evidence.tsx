import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../../api/call.ts";
import { binary, FileField } from "../../../loop/file-field.tsx";
import loop from "../../../loop/loop.module.css";
import { useVoidCases } from "../../../loop/void-cases.ts";
import { Button } from "../../../ui/button.tsx";
import { TextArea, TextField } from "../../../ui/field.tsx";
import { Problem } from "../../../ui/problem.tsx";
import styles from "../case.module.css";

interface Props {
  readonly id: string;
  readonly track: "business" | "integrity";
}

/** Adds a file, whose hash the server answers, or a note. */
export function AddEvidence(props: Props): ReactElement {
  return (
    <>
      <Upload {...props} />
      <Note {...props} />
    </>
  );
}

function Upload({ id, track }: Props): ReactElement {
  const { t } = useTranslation("case");
  const voidCases = useVoidCases();
  const [file, setFile] = useState<File>();
  const [text, setText] = useState("");
  const sent = useMutation({
    mutationFn: async (given: File) => {
      const query = { track, name: given.name, ...(text !== "" && { text }) };
      return await post("/console/cases/{id}/evidence/files", { params: { id }, query, body: binary(given) });
    },
    onSuccess: async () => {
      setFile(undefined);
      setText("");
      await voidCases();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (file !== undefined) sent.mutate(file);
  };
  return (
    <form className={`${styles.card} ${loop.form}`} onSubmit={submit} aria-label={t("evidence.upload")}>
      <FileField
        key={sent.data?.id}
        label={t("evidence.choose")}
        hint={t("evidence.noneHint")}
        onChoose={setFile}
      />
      <TextField
        label={t("evidence.about")}
        maxLength={2000}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {sent.error !== null && <Problem error={sent.error} />}
      <div>
        <Button type="submit" look="main" disabled={sent.isPending || file === undefined}>
          {sent.isPending ? t("evidence.uploading") : t("evidence.upload")}
        </Button>
      </div>
      <p role="status" className={loop.code}>
        {sent.data !== undefined && t("evidence.uploaded", { hash: sent.data.sha256 })}
      </p>
    </form>
  );
}

function Note({ id, track }: Props): ReactElement {
  const { t } = useTranslation("case");
  const voidCases = useVoidCases();
  const [text, setText] = useState("");
  const kept = useMutation({
    mutationFn: () =>
      post("/console/cases/{id}/evidence", { params: { id }, body: { kind: "note", track, text } }),
    onSuccess: async () => {
      setText("");
      await voidCases();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    kept.mutate();
  };
  return (
    <form className={`${styles.card} ${loop.form}`} onSubmit={submit} aria-label={t("evidence.addNote")}>
      <TextArea
        label={t("evidence.addNote")}
        required
        maxLength={20_000}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {kept.error !== null && <Problem error={kept.error} />}
      <div>
        <Button type="submit" disabled={kept.isPending}>
          {t("evidence.saveNote")}
        </Button>
      </div>
    </form>
  );
}
