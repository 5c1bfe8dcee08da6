import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { count } from "../../i18n/format.ts";
import { classNames } from "../../ui/class-names.ts";
import { GoTo } from "../../ui/go-to.tsx";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import styles from "./risks.module.css";
import { degrees, type Degree } from "./search.ts";

const harms = degrees.toReversed();

/** Open points by harm and probability, each field in the colour of its grade. */
export function Matrix(): ReactElement {
  const { t } = useTranslation("risks");
  const search = useSearch({ from: "/risks" });
  const { data, error, refetch } = useQuery(
    reading("/console/risks/matrix", { query: { unit: search.unit } }),
  );
  const openOf = (probability: Degree, harm: Degree): number =>
    data?.counts.find((one) => one.probability === probability && one.harm === harm)?.open ?? 0;
  return (
    <Section title={t("matrix.title")}>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && (
        <table className={styles.matrix}>
          <caption className="visually-hidden">{t("matrix.caption")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("matrix.corner")}</th>
              {degrees.map((probability) => (
                <th key={probability} scope="col">
                  {t(`probabilities.d${probability}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {harms.map((harm) => (
              <tr key={harm}>
                <th scope="row">{t(`harms.d${harm}`)}</th>
                {degrees.map((probability) => {
                  const grade = data.gradeByHarmAndProbability[harm][probability];
                  const isChosen = search.harm === harm && search.probability === probability;
                  const chosen = isChosen
                    ? { harm: undefined, probability: undefined }
                    : { harm, probability, state: "open", grade: undefined };
                  return (
                    <td key={probability} className={classNames(styles[`grade${grade}`])}>
                      <GoTo
                        to="/risks"
                        search={{ ...search, ...chosen }}
                        aria-current={isChosen ? "true" : undefined}
                      >
                        <strong>{count(openOf(probability, harm))}</strong>
                        <span>{t(`grades.d${grade}`)}</span>
                      </GoTo>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
