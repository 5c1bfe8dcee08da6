import { useSearch } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNarrow } from "../../app/use-narrow.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Filters } from "../../ui/filters.tsx";
import { Page } from "../../ui/page.tsx";
import { Found } from "./found.tsx";
import styles from "./people.module.css";
import { PersonTable } from "./person-table.tsx";
import type { PeopleSearch } from "./search.ts";
import { UnitTree } from "./unit-tree.tsx";

/** Who works where. */
export function People(): ReactElement {
  const { t } = useTranslation("people");
  const { q } = useSearch({ from: "/people" });
  return (
    <Page title={t("title")}>
      <Search key={q} />
      {q === undefined ? (
        <div className={styles.both}>
          <UnitTree />
          <PersonTable />
        </div>
      ) : (
        <Found q={q} />
      )}
    </Page>
  );
}

function Search(): ReactElement {
  const { t } = useTranslation("people");
  const narrow = useNarrow<PeopleSearch>("/people");
  const { q } = useSearch({ from: "/people" });
  const [words, setWords] = useState(q ?? "");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    narrow({ q: words.trim() || undefined });
  };
  return (
    <form onSubmit={submit} role="search">
      <Filters label={t("find")}>
        <TextField
          label={t("search")}
          maxLength={200}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
        <Button type="submit" icon="search">
          {t("find")}
        </Button>
        {q !== undefined && (
          <Button look="quiet" onClick={() => narrow({ q: undefined })}>
            {t("all")}
          </Button>
        )}
      </Filters>
    </form>
  );
}
