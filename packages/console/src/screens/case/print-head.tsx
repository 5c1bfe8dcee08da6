import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { useMe } from "../../app/me.ts";
import { moment } from "../../i18n/format.ts";
import styles from "./case.module.css";
import type { CaseFile } from "./case-query.ts";

/** What stands above the case on paper: number, secrecy, the last hash of its timeline, who printed it. */
export function PrintHead({ file }: { readonly file: CaseFile }): ReactElement {
  const { t } = useTranslation("case");
  const { name } = useMe();
  const steps = useQuery(
    reading("/console/cases/{id}/timeline", { params: { id: file.id }, query: { limit: 500 } }),
  );
  return (
    <div className={styles.print} data-print>
      <strong>{t("printMark")}</strong> {file.id}
      <p>{t("printed", { person: name, moment: moment(new Date().toISOString()) })}</p>
      <p>{t("printHash", { hash: steps.data?.entries.at(-1)?.hash ?? "" })}</p>
    </div>
  );
}
