import { type FormEvent, type ReactElement, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNarrow } from "../../app/use-narrow.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Filters } from "../../ui/filters.tsx";
import type { DecisionsSearch } from "./search.ts";

/** Source and matter, which are typed, beside what can be chosen. */
export function TextFilter({
  source = "",
  subject = "",
  acts,
  children,
}: {
  readonly source: string | undefined;
  readonly subject: string | undefined;
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}): ReactElement {
  const { t } = useTranslation("decisions");
  const narrow = useNarrow<DecisionsSearch>("/decisions");
  const [given, setGiven] = useState({ source, subject });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    narrow({ source: given.source.trim() || undefined, subject: given.subject.trim() || undefined });
  };
  return (
    <form onSubmit={submit}>
      <Filters label={t("filters")} acts={acts}>
        {children}
        <TextField
          label={t("source")}
          maxLength={200}
          value={given.source}
          onChange={({ target }) => setGiven({ ...given, source: target.value })}
        />
        <TextField
          label={t("subject")}
          maxLength={200}
          value={given.subject}
          onChange={({ target }) => setGiven({ ...given, subject: target.value })}
        />
        <Button type="submit" icon="filter">
          {t("apply")}
        </Button>
      </Filters>
    </form>
  );
}
