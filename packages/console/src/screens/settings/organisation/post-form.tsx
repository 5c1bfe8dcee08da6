import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../../api/call.ts";
import { CheckField } from "../../../loop/check-field.tsx";
import { TextField } from "../../../ui/field.tsx";
import { NameFields, namesOf } from "../parts/name-fields.tsx";
import { FormDialog } from "../../../loop/form-dialog.tsx";
import { useChange } from "../../../loop/use-change.ts";
import { idPattern, type Post, touched } from "./org.ts";

/** Adds a post to a unit, or changes one. */
export function PostForm({
  unit,
  before,
  onClose,
}: {
  readonly unit: string;
  readonly before?: Post;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const [given, setGiven] = useState({
    id: before?.id ?? "",
    head: before?.head ?? false,
  });
  const [names, setNames] = useState(namesOf(before?.name));
  const set = (change: Partial<typeof given>): void => setGiven({ ...given, ...change });
  const save = useChange(
    () =>
      post("/ops/org/posts", {
        body: { ...given, name: names.zh.trim(), nameEn: names.en.trim() || null, unit },
      }),
    touched,
    onClose,
  );
  return (
    <FormDialog
      title={t(before === undefined ? "posts.add" : "posts.change")}
      act={t("save")}
      error={save.error}
      isPending={save.isPending}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      {before === undefined && (
        <TextField
          label={t("id")}
          required
          data-first=""
          maxLength={100}
          pattern={idPattern}
          value={given.id}
          onChange={({ target }) => set({ id: target.value.trim() })}
        />
      )}
      <NameFields names={names} needs="chinese" onChange={setNames} />
      <CheckField label={t("posts.headHint")} isOn={given.head} onChange={(head) => set({ head })} />
    </FormDialog>
  );
}
