import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, getUntil } from "../../api/call.ts";
import { readingPages } from "../../api/pages.ts";
import { listed } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { Facts } from "../../ui/facts.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { More } from "../../ui/more.tsx";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import styles from "./kb.module.css";

const path = "/console/kb/rules";
type RuleText = Answer<"get", typeof path>["rules"][number];

/** What models in force say of their rules, as the search says. */
export function RuleTexts(): ReactElement {
  const { t } = useTranslation("kb");
  const { q, rule } = useSearch({ from: "/kb" });
  const filter = { q, rule };
  const list = useInfiniteQuery(
    readingPages(path, filter, (cursor, signal) => getUntil(signal, path, { query: { ...filter, cursor } })),
  );
  const rows = list.data?.pages.flatMap(({ rules }) => rules) ?? [];
  return (
    <Section title={t("ruleTexts")}>
      {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.data !== undefined && rows.length === 0 && <p className={styles.soft}>{t("noRules")}</p>}
      {rows.map((one) => (
        <Rule key={one.rule} rule={one} isOpen={rule === one.rule} />
      ))}
      <More list={list} />
    </Section>
  );
}

function Rule({ rule: one, isOpen }: { readonly rule: RuleText; readonly isOpen: boolean }): ReactElement {
  const { t } = useTranslation("kb");
  const current = language();
  return (
    <details className={styles.rule} open={isOpen}>
      <summary>
        {one.rule} {one.name[current]}
      </summary>
      <Facts
        facts={[
          [t("point"), one.point[current]],
          [t("explanation"), one.explanation[current]],
          [t("advice"), one.advice?.[current]],
          [t("basis"), listed(one.basis)],
          [
            t("model"),
            <GoTo key="model" to={`/models/${one.model}/${one.modelVersion}`}>
              {`${one.model} ${one.modelName[current]}`}
            </GoTo>,
          ],
          [
            t("articles"),
            <GoTo key="articles" to="/kb" search={{ rule: one.rule }}>
              {t("ofRule", { rule: one.rule })}
            </GoTo>,
          ],
        ]}
      />
    </details>
  );
}
