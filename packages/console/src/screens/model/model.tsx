import { Link, useParams, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { moment } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { classNames } from "../../ui/class-names.ts";
import { PrintHead } from "../../ui/print-head.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import { Author, StateTag } from "../models/version-tag.tsx";
import { Acts } from "./acts.tsx";
import { History } from "./history.tsx";
import styles from "./model.module.css";
import { Results } from "./results.tsx";
import { Rules } from "./rules.tsx";
import { type Search, tabs } from "./search.ts";
import { useVersion, type Version } from "./version.ts";
import { Versions } from "./versions.tsx";

/** One version of a model (ML-1, ML-3). */
export function ModelVersion(): ReactElement {
  const { id = "", version = "" } = useParams({ strict: false });
  const found = useVersion({ id, version });
  if (found.error !== null)
    return (
      <div className={styles.page}>
        <Heading name={`${id} ${version}`} />
        <Problem error={found.error} onRetry={() => void found.refetch()} />
      </div>
    );
  return (
    <div className={styles.page}>
      {found.data === undefined ? (
        <>
          <Heading name={`${id} ${version}`} />
          <Loading />
        </>
      ) : (
        <Whole version={found.data} />
      )}
    </div>
  );
}

const Heading = ({ name }: { readonly name: string }): ReactElement => {
  const { t } = useTranslation("model");
  return (
    <>
      <p className={styles.up}>
        <Link to="/models">{t("toModels")}</Link>
      </p>
      <h1>{name}</h1>
    </>
  );
};

function Whole({ version }: { readonly version: Version }): ReactElement {
  const { t } = useTranslation("model");
  const search: Search = useSearch({ strict: false });
  const open = search.tab ?? "rules";
  const { id } = version;
  return (
    <>
      <PrintHead number={`${id} ${version.version}`} hash={{ of: t("digest"), sha256: version.digest }} />
      <Heading name={version.name[language()]} />
      <p className={styles.line}>
        <span>{`${id} ${version.version}`}</span>
        <StateTag state={version.state} />
        <span>
          <Author id={version.author} />
        </span>
        <span>{t("created", { at: moment(version.createdAt) })}</span>
        {version.retiringBy !== null && (
          <span className={styles.warn}>{t("retiring", { person: version.retiringBy })}</span>
        )}
      </p>
      <p>{version.model.description[language()]}</p>
      <Acts version={version} />
      <nav className={styles.tabs} aria-label={t("tabs.label")}>
        {tabs.map((tab) => (
          <Link
            key={tab}
            to="/models/$id/$version"
            params={version}
            search={(before: object) => ({ ...before, tab, proof: undefined, with: undefined })}
            className={classNames(styles.tab, tab === open && styles.open)}
            activeProps={{}}
            aria-current={tab === open ? "page" : undefined}
          >
            {t(`tabs.${tab}`)}
          </Link>
        ))}
      </nav>
      {open === "rules" && <Rules version={version} />}
      {open === "results" && <Results version={version} proof={search.proof} />}
      {open === "versions" && <Versions version={version} other={search.with} />}
      {open === "history" && <History version={version} />}
    </>
  );
}
