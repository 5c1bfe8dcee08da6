import { useRouter } from "@tanstack/react-router";
import { type ReactElement, useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDomainName } from "../../app/domain-name.ts";
import { modelDomains } from "../../app/domains.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import styles from "./models.module.css";
import { type Search, states } from "./search.ts";

/** How long somebody who types is waited for. */
const pauseMs = 300;

interface Props {
  readonly search: Search;
  readonly onChange: (search: Search) => void;
}

/** What the list is narrowed to; it stands in the address. */
export function Filters({ search, onChange }: Props): ReactElement {
  const { t } = useTranslation("models");
  const nameOf = useDomainName();
  return (
    <search className={styles.filters}>
      <SearchText search={search} onChange={onChange} />
      <SelectField
        label={t("filters.domain")}
        value={search.domain ?? ""}
        onChange={({ target }) => onChange({ domain: target.value === "" ? undefined : target.value })}
      >
        <option value="">{t("filters.every")}</option>
        {modelDomains.map((domain) => (
          <option key={domain} value={domain}>
            {nameOf(domain)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("filters.state")}
        value={search.state ?? ""}
        onChange={({ target }) => onChange({ state: states.find((one) => one === target.value) })}
      >
        <option value="">{t("filters.every")}</option>
        {states.map((state) => (
          <option key={state} value={state}>
            {t(`states.${state}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t("filters.data")}
        value={search.data ?? ""}
        onChange={({ target: { value } }) =>
          onChange({ data: value === "judged" || value === "silent" ? value : undefined })
        }
      >
        <option value="">{t("filters.every")}</option>
        <option value="judged">{t("filters.judged")}</option>
        <option value="silent">{t("filters.silent")}</option>
      </SelectField>
      <Button
        aria-pressed={search.view === "table"}
        icon="list"
        onClick={() => onChange({ view: search.view === "table" ? undefined : "table" })}
      >
        {t("filters.table")}
      </Button>
    </search>
  );
}

function SearchText({ search, onChange }: Props): ReactElement {
  const { t } = useTranslation("models");
  const { q = "" } = search;
  const [text, setText] = useState(q);
  const [told, setTold] = useState(q);
  const [stands, setStands] = useState(q);
  const router = useRouter();
  // The address changes by what is typed here, and by "show all" or the way back: then the field follows.
  if (q !== stands) {
    setStands(q);
    setTold(q);
    if (q !== told) setText(q);
  }
  const tell = useEffectEvent(() => {
    // Who clicked a model in the meantime is on the way there, and is not called back.
    if (router.latestLocation.pathname !== router.state.resolvedLocation?.pathname) return;
    setTold(text);
    onChange({ q: text === "" ? undefined : text });
  });
  useEffect(() => {
    if (text === told) return undefined;
    const timer = setTimeout(tell, pauseMs);
    return () => clearTimeout(timer);
  }, [text, told]);
  return (
    <TextField
      label={t("filters.search")}
      type="search"
      maxLength={100}
      value={text}
      placeholder={t("filters.searchHint")}
      onChange={({ target }) => setText(target.value)}
    />
  );
}
