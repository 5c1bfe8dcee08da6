import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Given, post, put } from "../../api/call.ts";
import { FormDialog } from "../../loop/form-dialog.tsx";
import { useChange } from "../../loop/use-change.ts";
import { SelectField, TextArea, TextField } from "../../ui/field.tsx";
import { articlePath } from "./article-dialog.tsx";
import type { Article } from "./article-text.ts";
import { articlesPath } from "./articles.tsx";
import styles from "./kb.module.css";
import { kinds } from "./search.ts";

type ArticleGiven = Given<"post", typeof articlesPath>["body"];

const languages = ["zh-CN", "en"] as const;
const split = (text: string): string[] => [...new Set(text.split(/[\s,，、]+/).filter(Boolean))];

/** Texts without the languages that were left empty. */
const filled = (texts: Readonly<Record<"zh-CN" | "en", string>>): ArticleGiven["title"] => ({
  ...(texts["zh-CN"].trim() !== "" && { "zh-CN": texts["zh-CN"].trim() }),
  ...(texts.en.trim() !== "" && { en: texts.en.trim() }),
});

const both = (texts: ArticleGiven["title"] | undefined): Record<"zh-CN" | "en", string> => ({
  "zh-CN": texts?.["zh-CN"] ?? "",
  en: texts?.en ?? "",
});

/** Writes a new article, or another version of one. */
export function ArticleForm({
  before,
  onClose,
  onDone,
}: {
  readonly before?: Article | undefined;
  readonly onClose: () => void;
  readonly onDone: (id: string) => void;
}): ReactElement {
  const { t } = useTranslation("kb");
  const [kind, setKind] = useState(before?.kind ?? "rule");
  const [title, setTitle] = useState(both(before?.title));
  const [body, setBody] = useState(both(before?.body));
  const [tags, setTags] = useState(before?.tags.join(" ") ?? "");
  const [rules, setRules] = useState(before?.rules.join(" ") ?? "");
  const save = useChange(
    (given: ArticleGiven) =>
      before === undefined
        ? post(articlesPath, { body: given })
        : put(articlePath, { params: { id: before.id }, body: { ...given, version: before.version } }),
    [articlesPath],
    ({ id }) => onDone(id),
  );
  const submit = (): void =>
    save.mutate({
      kind,
      title: filled(title),
      body: filled(body),
      tags: split(tags),
      rules: split(rules.toUpperCase()),
    });
  return (
    <FormDialog
      title={t(before === undefined ? "write" : "change")}
      size="wide"
      act={t("save")}
      error={save.error}
      isPending={save.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className={styles.soft}>{t("formHint")}</p>
      <div className={styles.fields}>
        <SelectField
          label={t("kind")}
          value={kind}
          onChange={({ target }) => setKind(kinds.find((one) => one === target.value) ?? kind)}
        >
          {kinds.map((one) => (
            <option key={one} value={one}>
              {t(`kinds.${one}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t("tags")}
          hint={t("tagsHint")}
          maxLength={400}
          value={tags}
          onChange={({ target }) => setTags(target.value)}
        />
        <TextField
          label={t("rules")}
          hint={t("rulesHint")}
          maxLength={400}
          value={rules}
          onChange={({ target }) => setRules(target.value)}
        />
      </div>
      {languages.map((one) => (
        <TextsIn
          key={one}
          language={one}
          title={title[one]}
          body={body[one]}
          onTitle={(text) => setTitle({ ...title, [one]: text })}
          onBody={(text) => setBody({ ...body, [one]: text })}
        />
      ))}
    </FormDialog>
  );
}

/** Title and text in one language. */
function TextsIn({
  language,
  title,
  body,
  onTitle,
  onBody,
}: {
  readonly language: (typeof languages)[number];
  readonly title: string;
  readonly body: string;
  readonly onTitle: (text: string) => void;
  readonly onBody: (text: string) => void;
}): ReactElement {
  const { t } = useTranslation("kb");
  return (
    <div className={styles.stack}>
      <TextField
        label={t(`titles.${language}`)}
        maxLength={200}
        lang={language}
        value={title}
        onChange={({ target }) => onTitle(target.value)}
      />
      <TextArea
        label={t(`bodies.${language}`)}
        maxLength={20_000}
        rows={6}
        lang={language}
        value={body}
        onChange={({ target }) => onBody(target.value)}
      />
    </div>
  );
}
