import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { language } from "../../i18n/i18n.ts";
import { GoTo } from "../../ui/go-to.tsx";
import styles from "./alert.module.css";

/** Most that are named; the library has the others. */
const most = 5;

/** What the library says of the rule of an alert, and articles on it. */
export function Knowledge({ rule }: { readonly rule: string }): ReactElement {
  const { t } = useTranslation("alert");
  const { data } = useQuery(reading("/console/kb/articles", { query: { rule, limit: most } }));
  const current = language();
  return (
    <ul className={styles.read}>
      <li>
        <GoTo to="/kb" search={{ rule }}>
          {t("why.knowledge")}
        </GoTo>
      </li>
      {data?.articles.map(({ id, title }) => (
        <li key={id}>
          <GoTo to="/kb" search={{ rule, article: id }}>
            {title[current] ?? title["zh-CN"] ?? title.en}
          </GoTo>
        </li>
      ))}
    </ul>
  );
}
