import { useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../app/me.ts";
import { useNarrow } from "../../app/use-narrow.ts";
import { Button } from "../../ui/button.tsx";
import { Page } from "../../ui/page.tsx";
import { ViewLinks } from "../../ui/view-links.tsx";
import { ArticleDialog } from "./article-dialog.tsx";
import { ArticleForm } from "./article-form.tsx";
import { Articles } from "./articles.tsx";
import { KbFilters } from "./filters.tsx";
import { PushList } from "./push-list.tsx";
import { Repeats } from "./repeats.tsx";
import { RuleTexts } from "./rule-texts.tsx";
import { type KbSearch, tabs } from "./search.ts";

/** The library, and what of it was sent to whom. */
export function Knowledge(): ReactElement {
  const { t } = useTranslation("kb");
  const narrow = useNarrow<KbSearch>("/kb");
  const { tab, article } = useSearch({ from: "/kb" });
  const mayPush = useMay("article.push");
  const shown = mayPush && tab === "pushes" ? tab : "library";
  return (
    <Page title={t("title")}>
      {mayPush && (
        <ViewLinks
          label={t("views")}
          to="/kb"
          open={shown}
          tabs={tabs.map((name) => ({ name, text: t(`tabs.${name}`), search: { tab: name } }))}
        />
      )}
      {shown === "library" ? <Library /> : <Pushes />}
      {article !== undefined && (
        <ArticleDialog key={article} id={article} onClose={() => narrow({ article: undefined })} />
      )}
    </Page>
  );
}

function Library(): ReactElement {
  const { t } = useTranslation("kb");
  const narrow = useNarrow<KbSearch>("/kb");
  const [mayRead, mayWrite] = [useMay("rule.read"), useMay("article.write")];
  const [isWriting, setWriting] = useState(false);
  return (
    <>
      <KbFilters
        acts={
          mayWrite && (
            <Button look="main" icon="plus" onClick={() => setWriting(true)}>
              {t("write")}
            </Button>
          )
        }
      />
      <Articles />
      {mayRead && <RuleTexts />}
      {isWriting && (
        <ArticleForm
          onClose={() => setWriting(false)}
          onDone={(id) => {
            setWriting(false);
            narrow({ article: id });
          }}
        />
      )}
    </>
  );
}

function Pushes(): ReactElement {
  const mayLook = useMay("entity.read");
  return (
    <>
      {mayLook && <Repeats />}
      <PushList />
    </>
  );
}
