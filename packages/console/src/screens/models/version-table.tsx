import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { moment } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
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
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("columns.model")}</th>
            <th scope="col">{t("columns.version")}</th>
            <th scope="col">{t("columns.state")}</th>
            <th scope="col" className={styles.number}>
              {t("columns.rules")}
            </th>
            <th scope="col" className={styles.number}>
              {t("numbers.hits")}
            </th>
            <th scope="col" className={styles.number}>
              {t("numbers.lacking")}
            </th>
            <th scope="col" className={styles.number}>
              {t("numbers.overridden")}
            </th>
            <th scope="col">{t("columns.changed")}</th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <Line
              key={`${version.id}@${version.version}`}
              version={version}
              sum={figuresOf(version.ruleIds, figures)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Line = ({ version, sum }: { readonly version: Version; readonly sum: Figures }): ReactElement => (
  <tr>
    <th scope="row">
      <Link to="/models/$id/$version" params={version}>
        {version.name[language()]}
      </Link>{" "}
      <span className={styles.id}>{version.id}</span>
    </th>
    <td>{version.version}</td>
    <td>
      <StateTag state={version.state} />
    </td>
    <td className={styles.number}>{version.rules}</td>
    <td className={styles.number}>{sum.evaluated === 0 ? "—" : sum.hits}</td>
    <td className={styles.number}>{percent(sum.indeterminate, sum.evaluated)}</td>
    <td className={styles.number}>{percent(sum.overridden, sum.warned)}</td>
    <td>{moment(version.changedAt)}</td>
  </tr>
);
