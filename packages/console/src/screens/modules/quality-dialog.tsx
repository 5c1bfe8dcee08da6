import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { useRuleName } from "../../app/rule-names.ts";
import { duration } from "../../i18n/duration.ts";
import { count, moment } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField } from "../../ui/field.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading, State } from "../../ui/state.tsx";
import styles from "./modules.module.css";

type Quality = Answer<"get", "/ops/sources/{id}/quality">;

const periods = [7, 30, 90, 365] as const;

/** How well a business system tells its events: by type, what is missing, what could not be decided, what was refused. */
export function QualityDialog({
  source,
  onClose,
}: {
  readonly source: string;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("modules");
  const [days, setDays] = useState<number>(30);
  const { data, error, refetch } = useQuery(
    reading("/ops/sources/{id}/quality", { params: { id: source }, query: { days } }),
  );
  return (
    <Dialog title={t("quality.of", { source })} size="wide" onClose={onClose}>
      <div className={styles.stack}>
        <div className={styles.period}>
          <SelectField
            label={t("quality.period")}
            value={days}
            onChange={({ target }) => setDays(Number(target.value))}
          >
            {periods.map((one) => (
              <option key={one} value={one}>
                {t("quality.days", { count: one })}
              </option>
            ))}
          </SelectField>
        </div>
        {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loading />}
        {data !== undefined && <Found source={source} quality={data} />}
      </div>
    </Dialog>
  );
}

function Found({ source, quality }: { readonly source: string; readonly quality: Quality }): ReactElement {
  const { t } = useTranslation("modules");
  if (quality.events === 0 && quality.refused.length === 0)
    return <State title={t("quality.none")} text={t("quality.noneHint")} icon="external" />;
  return (
    <>
      <Types {...quality} />
      <Missing {...quality} />
      <Undecided {...quality} />
      <Refused source={source} {...quality} />
    </>
  );
}

/** A table below its heading, or that there is nothing to tell. */
function Part<Row>(props: {
  readonly title: string;
  readonly none: string;
  readonly note?: string | undefined;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
}): ReactElement {
  const { title, none, note, rows, keyOf, columns } = props;
  return (
    <section className={styles.stack}>
      <h3>{title}</h3>
      {rows.length === 0 ? (
        <p className={styles.none}>{none}</p>
      ) : (
        <DataTable label={title} rows={rows} keyOf={keyOf} columns={columns} />
      )}
      {note !== undefined && <p className={styles.none}>{note}</p>}
    </section>
  );
}

const partOf = (part: number, all: number): string => `${count(part)} / ${count(all)}`;

function Types({ types, sampled, events }: Quality): ReactElement {
  const { t } = useTranslation("modules");
  return (
    <Part
      title={t("quality.types")}
      none={t("quality.none")}
      note={sampled ? t("quality.sampled", { events: count(events) }) : undefined}
      rows={types}
      keyOf={({ type }) => type}
      columns={[
        { title: t("quality.type"), kind: "wide", show: ({ type, name }) => name?.[language()] ?? type },
        { title: t("quality.events"), kind: "end", show: (row) => count(row.events) },
        {
          title: t("quality.incomplete"),
          kind: "end",
          show: ({ incomplete, events: all }) => partOf(incomplete, all),
        },
        { title: t("quality.delay"), kind: "end", show: ({ delayMs }) => duration(delayMs.p50) },
        { title: t("quality.late"), kind: "end", show: ({ delayMs }) => duration(delayMs.p95) },
        { title: t("quality.ahead"), kind: "end", show: ({ ahead }) => count(ahead) },
        { title: t("quality.last"), show: ({ lastAt }) => moment(lastAt) },
      ]}
    />
  );
}

function Missing({ missing, types }: Quality): ReactElement {
  const { t } = useTranslation("modules");
  const names = new Map(types.map(({ type, name }) => [type, name?.[language()]]));
  return (
    <Part
      title={t("quality.missing")}
      none={t("quality.noneMissing")}
      rows={missing}
      keyOf={({ type, field }) => `${type} ${field}`}
      columns={[
        { title: t("quality.field"), kind: "wide", show: ({ field }) => <code>{pathOf(field)}</code> },
        { title: t("quality.type"), show: ({ type }) => names.get(type) ?? type },
        {
          title: t("quality.lacking"),
          kind: "end",
          show: ({ events, of }) => partOf(events, of),
        },
      ]}
    />
  );
}

/** As conditions write it. */
const pathOf = (pointer: string): string => pointer.slice(1).replaceAll("/", ".");

function Undecided({ undecided }: Quality): ReactElement {
  const { t } = useTranslation("modules");
  const nameOf = useRuleName();
  return (
    <Part
      title={t("quality.undecided")}
      none={t("quality.noneUndecided")}
      rows={undecided}
      keyOf={({ rule }) => rule}
      columns={[
        { title: t("quality.rule"), kind: "wide", show: ({ rule }) => nameOf(rule) },
        {
          title: t("quality.lacking"),
          kind: "end",
          show: ({ undecided: part, asked }) => partOf(part, asked),
        },
      ]}
    />
  );
}

function Refused({ source, refused }: Quality & { readonly source: string }): ReactElement {
  const { t } = useTranslation("modules");
  return (
    <Part
      title={t("quality.refused")}
      none={t("quality.noneRefused")}
      rows={refused}
      keyOf={({ code }) => code}
      columns={[
        {
          title: t("quality.code"),
          kind: "wide",
          show: ({ code }) => (
            <GoTo to="/modules" search={{ tab: "quarantine", source }}>
              {code}
            </GoTo>
          ),
        },
        { title: t("quality.events"), kind: "end", show: (row) => count(row.events) },
        { title: t("quality.open"), kind: "end", show: ({ open }) => count(open) },
        { title: t("quality.last"), show: ({ lastAt }) => moment(lastAt) },
      ]}
    />
  );
}
