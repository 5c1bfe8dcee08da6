import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { useDomainName } from "../../app/domain-name.ts";
import { modelDomains } from "../../app/domains.ts";
import { useMay } from "../../app/me.ts";
import { useNarrow } from "../../app/use-narrow.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Filters } from "../../ui/filters.tsx";
import { type IndicatorsSearch, states } from "./search.ts";

/** What the table is narrowed to; it stands in the address. */
export function IndicatorFilters(): ReactElement {
  const { t } = useTranslation("indicators");
  const narrow = useNarrow<IndicatorsSearch>("/indicators");
  const domainName = useDomainName();
  const { source, domain, state, q = "" } = useSearch({ from: "/indicators" });
  const { data } = useQuery({ ...reading("/ops/sources"), enabled: useMay("source.read") });
  const [words, setWords] = useState(q);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    narrow({ q: words.trim() || undefined });
  };
  const sources = data?.sources.filter(({ revokedAt }) => revokedAt === null) ?? [];
  return (
    <form onSubmit={submit}>
      <Filters label={t("filters")}>
        <SelectField
          label={t("source")}
          value={source ?? ""}
          onChange={({ target }) => narrow({ source: target.value || undefined })}
        >
          <option value="">{t("all")}</option>
          {sources.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          {source !== undefined && !sources.some(({ id }) => id === source) && (
            <option value={source}>{source}</option>
          )}
        </SelectField>
        <SelectField
          label={t("domain")}
          value={domain ?? ""}
          onChange={({ target }) => narrow({ domain: target.value || undefined })}
        >
          <option value="">{t("all")}</option>
          {modelDomains.map((one) => (
            <option key={one} value={one}>
              {domainName(one)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("state")}
          value={state ?? ""}
          onChange={({ target }) => narrow({ state: states.find((one) => one === target.value) })}
        >
          <option value="">{t("all")}</option>
          {states.map((one) => (
            <option key={one} value={one}>
              {t(`states.${one}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t("words")}
          type="search"
          maxLength={100}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
        <Button type="submit" icon="filter">
          {t("apply")}
        </Button>
      </Filters>
    </form>
  );
}
