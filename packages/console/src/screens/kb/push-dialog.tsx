import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { listed } from "../../i18n/format.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Problem } from "../../ui/problem.tsx";
import { articlesPath } from "./articles.tsx";
import { shownText } from "./article-text.ts";
import styles from "./kb.module.css";
import { pushesPath } from "./push-list.tsx";

/** Most articles that are offered; words narrow them. */
const most = 50;

interface Props {
  readonly kind: "person" | "unit";
  readonly subject: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** Sends an article to somebody with repeated alerts, or to whoever is responsible for the unit. */
export function PushDialog({ kind, subject, name, onClose }: Props): ReactElement {
  const { t } = useTranslation("kb");
  const client = useQueryClient();
  const [words, setWords] = useState("");
  const [article, setArticle] = useState("");
  const q = words.trim() || undefined;
  const { data, error } = useQuery({
    ...reading(articlesPath, { query: { q, limit: most } }),
    placeholderData: (before) => before,
  });
  const articles = data?.articles ?? [];
  const chosen = articles.some(({ id }) => id === article) ? article : "";
  const push = useMutation({
    mutationFn: () => post(pushesPath, { body: { article: chosen, kind, subject } }),
    onSuccess: () => client.invalidateQueries({ queryKey: [pushesPath] }),
  });
  if (push.data !== undefined)
    return (
      <Dialog title={t("push.done")} foot={<Button onClick={onClose}>{t("close")}</Button>}>
        <p role="status">{t(`push.to.${push.data.via}`, { to: listed(push.data.to) })}</p>
      </Dialog>
    );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    push.mutate();
  };
  return (
    <Dialog title={t("push.for", { name })} onClose={onClose}>
      <form className={styles.stack} onSubmit={submit}>
        {error !== null && <Problem error={error} />}
        {push.error !== null && <Problem error={push.error} />}
        <p className={styles.soft}>{t("push.hint")}</p>
        <TextField
          label={t("words")}
          type="search"
          maxLength={100}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
        <SelectField
          label={t("article")}
          required
          value={chosen}
          onChange={({ target }) => setArticle(target.value)}
        >
          <option value="">{t("push.choose")}</option>
          {articles.map(({ id, title }) => (
            <option key={id} value={id}>
              {shownText(title)}
            </option>
          ))}
        </SelectField>
        <div>
          <Button type="submit" look="main" disabled={push.isPending}>
            {t("push.send")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
