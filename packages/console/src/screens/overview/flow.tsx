import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { amountOf, count } from "../../i18n/format.ts";
import { GoTo } from "../../ui/go-to.tsx";
import { Section } from "../../ui/page.tsx";
import type { Figures } from "./overview.tsx";
import styles from "./overview.module.css";

const closed = { state: "closed" } as const;

/** What became of alerts, up to the money that came back. */
export function Flow({
  figures: { flow, counters },
  isLinked = false,
}: {
  readonly figures: Pick<Figures, "flow" | "counters">;
  readonly isLinked?: boolean;
}): ReactElement {
  const { t } = useTranslation("overview");
  const money = flow.recovered.map(amountOf).join(" · ");
  const steps = [
    ["alerts", count(flow.alerts), "/", counters.opened.filter],
    ["confirmed", count(flow.confirmed), "/", counters.confirmed.filter],
    ["rectified", count(flow.rectified), "/cases", closed],
    ["recovered", money === "" ? "0" : money, "/cases", closed],
  ] as const;
  return (
    <Section title={t("flow.title")}>
      <ol className={styles.flow}>
        {steps.map(([name, value, to, search]) => (
          <li key={name}>
            <strong>{value}</strong>
            {isLinked ? (
              <GoTo to={to} search={search}>
                {t(`flow.${name}`)}
              </GoTo>
            ) : (
              <span>{t(`flow.${name}`)}</span>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}
