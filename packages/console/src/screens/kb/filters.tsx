import { useSearch } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNarrow } from "../../app/use-narrow.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Filters } from "../../ui/filters.tsx";
import { kinds, type KbSearch } from "./search.ts";

/** What the library is searched by; it stands in the address. */
export function KbFilters({ acts }: { readonly acts: ReactNode }): ReactElement {
  const { t } = useTranslation("kb");
  const narrow = useNarrow<KbSearch>("/kb");
  const { q = "", kind, tag, rule, state } = useSearch({ from: "/kb" });
  const [words, setWords] = useState(q);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    narrow({ q: words.trim() || undefined });
  };
  return (
    <form onSubmit={submit}>
      <Filters label={t("filters")} acts={acts}>
        <TextField
          label={t("words")}
          type="search"
          maxLength={100}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
        <SelectField
          label={t("kind")}
          value={kind ?? ""}
          onChange={({ target }) => narrow({ kind: kinds.find((one) => one === target.value) })}
        >
          <option value="">{t("all")}</option>
          {kinds.map((one) => (
            <option key={one} value={one}>
              {t(`kinds.${one}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("state")}
          value={state ?? ""}
          onChange={({ target }) => narrow({ state: target.value === "retired" ? "retired" : undefined })}
        >
          <option value="">{t("states.open")}</option>
          <option value="retired">{t("states.retired")}</option>
        </SelectField>
        <Button type="submit" icon="search">
          {t("search")}
        </Button>
        {rule !== undefined && (
          <Button icon="close" onClick={() => narrow({ rule: undefined })}>
            {t("ofRule", { rule })}
          </Button>
        )}
        {tag !== undefined && (
          <Button icon="close" onClick={() => narrow({ tag: undefined })}>
            {t("ofTag", { tag })}
          </Button>
        )}
      </Filters>
    </form>
  );
}
