import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useDomainName } from "../../app/domain-name.ts";
import styles from "./report.module.css";
import type { Content } from "./report.tsx";
import { ShareTable } from "./share-table.tsx";

/** Alerts of the period by domain and source, and how long the open ones are open. */
export function Origins({ overview }: { readonly overview: Content["overview"] }): ReactElement {
  const { t } = useTranslation("overview");
  const domainName = useDomainName();
  return (
    <div className={styles.pair}>
      <ShareTable
        title={t("domains.title")}
        of={t("domains.domain")}
        parts={overview.domains.map(({ key, value }) => ({ key, name: domainName(key), value }))}
      />
      <ShareTable
        title={t("sources.title")}
        of={t("sources.source")}
        parts={overview.sources.map(({ key, value }) => ({ key, name: key, value }))}
      />
      <ShareTable
        title={t("ageing.title")}
        of={t("ageing.title")}
        parts={overview.ageing.map(({ key, fromDay, toDay, value }) => ({
          key,
          name:
            toDay === null
              ? t("ageing.over", { from: fromDay })
              : t("ageing.step", { from: fromDay, to: toDay }),
          value,
        }))}
      />
    </div>
  );
}
