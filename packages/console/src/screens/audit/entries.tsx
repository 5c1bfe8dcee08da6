import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, getUntil } from "../../api/call.ts";
import { readingPages } from "../../api/pages.ts";
import { reading } from "../../api/queries.ts";
import { useMay } from "../../app/me.ts";
import { useNarrow } from "../../app/use-narrow.ts";
import { count, moment } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { NamedPerson } from "../../loop/named.tsx";
import { Button } from "../../ui/button.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Filters } from "../../ui/filters.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { More } from "../../ui/more.tsx";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading, State } from "../../ui/state.tsx";
import styles from "./audit.module.css";
import { EntryDialog } from "./entry-dialog.tsx";
import { ExportButton } from "./export-button.tsx";
import type { AuditSearch } from "./search.ts";

const path = "/ops/events";
/** An entry that was accepted, without its payload. */
export type Entry = Answer<"get", typeof path>["events"][number];

/** What is in the log, the newest first. */
export function Entries(): ReactElement {
  const { t } = useTranslation("audit");
  const narrow = useNarrow<AuditSearch>("/audit");
  const search = useSearch({ from: "/audit" });
  const { entry, source, type, subject, about } = search;
  const filter = { source, type, subject, about };
  const list = useInfiniteQuery(
    readingPages(path, filter, (cursor, signal) => getUntil(signal, path, { query: { ...filter, cursor } })),
  );
  const rows = list.data?.pages.flatMap(({ events }) => events) ?? [];
  const nameOf = useTypeName();
  return (
    <Section title={t("entries.title")}>
      <div className={styles.stack}>
        <EntryFilters key={JSON.stringify(filter)} acts={<ExportButton filter={filter} />} />
        {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Loading />}
        {list.data !== undefined && rows.length === 0 && (
          <State title={t("entries.none")} text={t("entries.noneHint")} icon="list" />
        )}
        {rows.length > 0 && (
          <DataTable
            label={t("entries.title")}
            rows={rows}
            keyOf={({ position }) => position}
            columns={[
              {
                title: t("entries.position"),
                kind: "end",
                show: ({ position }) => (
                  <GoTo to="/audit" search={{ ...search, entry: position }}>
                    {count(position)}
                  </GoTo>
                ),
              },
              { title: t("entries.time"), show: ({ time }) => moment(time) },
              { title: t("entries.source"), show: (one) => one.source },
              { title: t("entries.type"), show: (one) => nameOf(one.type) },
              {
                title: t("entries.subject"),
                kind: "wide",
                show: ({ subject: of }) => (of === null ? "–" : <NamedPerson id={of} />),
              },
              {
                title: t("entries.hits"),
                kind: "end",
                show: ({ hits }) => (hits === null ? "–" : count(hits)),
              },
            ]}
          />
        )}
        <More list={list} />
      </div>
      {entry !== undefined && <EntryDialog position={entry} onClose={() => narrow({ entry: undefined })} />}
    </Section>
  );
}

const useTypes = (): readonly { readonly type: string; readonly name: { "zh-CN": string; en: string } }[] => {
  const { data } = useQuery({
    ...reading("/ops/types"),
    staleTime: 300_000,
    enabled: useMay("type.read"),
  });
  return data?.types ?? [];
};

/** Names of event types; one that is not known shows its id. */
function useTypeName(): (type: string) => string {
  const names = new Map(useTypes().map(({ type, name }) => [type, name[language()]]));
  return (type) => names.get(type) ?? type;
}

/** What an auditor looks for first. */
const presets = ["account.read.recorded", "account.login.recorded", "account.grant.changed"] as const;

function EntryFilters({ acts }: { readonly acts: ReactElement }): ReactElement {
  const { t } = useTranslation("audit");
  const search = useSearch({ from: "/audit" });
  const types = useTypes();
  const [given, setGiven] = useState({ source: search.source ?? "", subject: search.subject ?? "" });
  const narrow = useNarrow<AuditSearch>("/audit");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    narrow({ source: given.source.trim() || undefined, subject: given.subject.trim() || undefined });
  };
  const known = new Set(types.map(({ type }) => type));
  const extra = search.type !== undefined && !known.has(search.type) ? [search.type] : [];
  return (
    <form onSubmit={submit}>
      <Filters label={t("entries.filters")} acts={acts}>
        <SelectField
          label={t("entries.about")}
          value={search.about ?? ""}
          onChange={({ target }) => narrow({ about: target.value === "acts" ? "acts" : undefined })}
        >
          <option value="">{t("entries.all")}</option>
          <option value="acts">{t("entries.acts")}</option>
        </SelectField>
        <SelectField
          label={t("entries.type")}
          value={search.type ?? ""}
          onChange={({ target }) => narrow({ type: target.value === "" ? undefined : target.value })}
        >
          <option value="">{t("entries.allTypes")}</option>
          <optgroup label={t("entries.often")}>
            {presets.map((type) => (
              <option key={type} value={type}>
                {t(`entries.presets.${keyOfPreset[type]}`)}
              </option>
            ))}
          </optgroup>
          <optgroup label={t("entries.others")}>
            {extra.map((type) => (
              <option key={type} value={type}>
                {type}
              </option>
            ))}
            {types
              .filter(({ type }) => !presets.some((one) => one === type))
              .map(({ type, name }) => (
                <option key={type} value={type}>
                  {name[language()]}
                </option>
              ))}
          </optgroup>
        </SelectField>
        <TextField
          label={t("entries.source")}
          maxLength={500}
          value={given.source}
          onChange={({ target }) => setGiven({ ...given, source: target.value })}
        />
        <TextField
          label={t("entries.subject")}
          maxLength={500}
          value={given.subject}
          onChange={({ target }) => setGiven({ ...given, subject: target.value })}
        />
        <Button type="submit" icon="filter">
          {t("entries.apply")}
        </Button>
      </Filters>
    </form>
  );
}

const keyOfPreset = {
  "account.read.recorded": "read",
  "account.login.recorded": "login",
  "account.grant.changed": "grant",
} as const;
