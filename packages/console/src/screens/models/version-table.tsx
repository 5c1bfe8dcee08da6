import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { moment } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { type Figures, figuresOf, percent } from "./figures.ts";
import styles from "./models.module.css";
import type { Version } from "./models.tsx";
import { StateTag } from "./version-tag.tsx";

interface Props {
  readonly versions: readonly Version[];
  readonly figures: ReadonlyMap<string, Figures> | undefined;
}

/** A line for each version. */
export function VersionTable({ versions, figures = new Map() }: Props): ReactElement {
  const { t } = useTranslation("models");
  const sumOf = ({ ruleIds }: Version): Figures => figuresOf(ruleIds, figures);
  return (
    <DataTable
      label={t("title")}
      rows={versions}
      keyOf={({ id, version }) => `${id}@${version}`}
      columns={[
        {
          title: t("columns.model"),
          kind: "wide",
          show: (version) => (
            <>
              <Link to="/models/$id/$version" params={version}>
                {version.name[language()]}
              </Link>{" "}
              <span className={styles.id}>{version.id}</span>
            </>
          ),
        },
        { title: t("columns.version"), show: ({ version }) => version },
        { title: t("columns.state"), show: ({ state }) => <StateTag state={state} /> },
        { title: t("columns.rules"), kind: "end", show: ({ rules }) => rules },
        {
          title: t("numbers.hits"),
          kind: "end",
          show: (version) => (sumOf(version).evaluated === 0 ? "—" : sumOf(version).hits),
        },
        {
          title: t("numbers.lacking"),
          kind: "end",
          show: (version) => percent(sumOf(version).indeterminate, sumOf(version).evaluated),
        },
        {
          title: t("numbers.overridden"),
          kind: "end",
          show: (version) => percent(sumOf(version).overridden, sumOf(version).warned),
        },
        { title: t("columns.changed"), show: ({ changedAt }) => moment(changedAt) },
      ]}
    />
  );
}
