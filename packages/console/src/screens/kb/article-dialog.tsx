import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, post } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { useMay } from "../../app/me.ts";
import { moment } from "../../i18n/format.ts";
import { Button } from "../../ui/button.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FactGrid } from "../../ui/fact-grid.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import { ArticleForm } from "./article-form.tsx";
import { articlesPath, Tags } from "./articles.tsx";
import { shownText } from "./article-text.ts";
import styles from "./kb.module.css";

/** Where one article is read. */
export const articlePath = "/console/kb/articles/{id}";
type Shown = Answer<"get", typeof articlePath>;

/** One article with its history, and what the person may do with it. */
export function ArticleDialog({
  id,
  onClose,
}: {
  readonly id: string;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("kb");
  const [isWriting, setWriting] = useState(false);
  const mayWrite = useMay("article.write");
  const { data, error, refetch } = useQuery(reading(articlePath, { params: { id } }));
  if (isWriting && data !== undefined)
    return <ArticleForm before={data} onClose={() => setWriting(false)} onDone={() => setWriting(false)} />;
  return (
    <Dialog
      title={data === undefined ? t("article") : shownText(data.title)}
      size="wide"
      onClose={onClose}
      foot={data !== undefined && mayWrite && <Acts article={data} onWrite={() => setWriting(true)} />}
    >
      <div className={styles.stack}>
        {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loading />}
        {data !== undefined && <Content article={data} />}
      </div>
    </Dialog>
  );
}

function Content({ article }: { readonly article: Shown }): ReactElement {
  const { t } = useTranslation("kb");
  return (
    <>
      <FactGrid
        facts={[
          [t("kind"), t(`kinds.${article.kind}`)],
          [t("state"), t(`states.${article.state}`)],
          [t("tags"), <Tags key="tags" tags={article.tags} />],
          [t("rules"), article.rules.length === 0 ? undefined : <RuleLinks rules={article.rules} />],
        ]}
      />
      {shownText(article.body)
        .split(/\n\s*\n/)
        .map((paragraph, place) => (
          // Paragraphs of one text do not move.
          // oxlint-disable-next-line react/no-array-index-key
          <p key={place} className={styles.text}>
            {paragraph}
          </p>
        ))}
      <h3>{t("versions")}</h3>
      <DataTable
        label={t("versions")}
        rows={article.versions}
        keyOf={({ version }) => version}
        columns={[
          { title: t("version"), show: ({ version }) => String(version) },
          {
            title: t("act"),
            kind: "wide",
            show: ({ act }) =>
              act === "write" || act === "retire" || act === "restore" ? t(`acts.${act}`) : act,
          },
          { title: t("by"), show: ({ by }) => by },
          { title: t("changed"), show: ({ at }) => moment(at) },
        ]}
      />
    </>
  );
}

const RuleLinks = ({ rules }: { readonly rules: readonly string[] }): ReactElement => (
  <ul className={styles.tags}>
    {rules.map((rule) => (
      <li key={rule}>
        <GoTo to="/kb" search={{ rule }}>
          {rule}
        </GoTo>
      </li>
    ))}
  </ul>
);

function Acts({ article, onWrite }: { readonly article: Shown; readonly onWrite: () => void }): ReactElement {
  const { t } = useTranslation("kb");
  const client = useQueryClient();
  const isOpen = article.state === "open";
  const move = useMutation({
    mutationFn: () =>
      post("/console/kb/articles/{id}/state", {
        params: { id: article.id },
        body: { version: article.version, state: isOpen ? "retired" : "open" },
      }),
    onSuccess: () =>
      Promise.all([articlePath, articlesPath].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
  return (
    <>
      {move.error !== null && <Problem error={move.error} />}
      <Button look={isOpen ? "danger" : undefined} disabled={move.isPending} onClick={() => move.mutate()}>
        {t(isOpen ? "retire" : "restore")}
      </Button>
      {isOpen && <Button onClick={onWrite}>{t("change")}</Button>}
    </>
  );
}
