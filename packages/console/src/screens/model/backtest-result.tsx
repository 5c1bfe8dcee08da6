import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { Section } from "../../ui/page.tsx";
import styles from "./model.module.css";

interface Counts {
  readonly evaluated: number;
  readonly hit: number;
  readonly clear: number;
  readonly notApplicable: number;
  readonly indeterminate: number;
}
interface Hits {
  readonly kept: number;
  readonly new: number;
  readonly lost: number;
}
interface Load {
  readonly alerts: number;
  readonly perDay: number;
}
type Cost = { readonly mean: number; readonly p99: number } | null;

/** What the server stores of a backtest, as far as it is shown. */
export interface Backtest {
  readonly against: { readonly version: string } | null;
  readonly scope: {
    readonly sources: readonly {
      readonly judged: number;
      readonly erased: number;
      readonly failed: number;
    }[];
  };
  readonly totals: {
    readonly judged: number;
    readonly candidate: Counts;
    readonly inForce: Counts;
    readonly hits: Hits;
  };
  readonly rules: readonly {
    readonly rule: string;
    readonly candidate: Counts;
    readonly inForce: Counts;
    readonly hits: Hits;
    readonly alerts: { readonly candidate: number; readonly inForce: number };
  }[];
  readonly inbox: { readonly candidate: Load; readonly inForce: Load };
  readonly cost: { readonly candidate: Cost; readonly inForce: Cost };
}

/** With one digit behind the point at most. */
const one = (value: number): string => String(Math.round(value * 10) / 10);

/** A version against the one in force, on stored events (ML-2). */
export function BacktestResult({ result }: { readonly result: object }): ReactElement {
  const { t } = useTranslation("model");
  // Stored by a backtest of this server.
  const { against, totals, rules, inbox, cost } = result as Backtest;
  const rows = [
    ["hits", totals.inForce.hit, totals.candidate.hit],
    ["indeterminate", totals.inForce.indeterminate, totals.candidate.indeterminate],
    ["alerts", inbox.inForce.alerts, inbox.candidate.alerts],
    ["perDay", one(inbox.inForce.perDay), one(inbox.candidate.perDay)],
    [
      "p99",
      cost.inForce === null ? "—" : one(cost.inForce.p99),
      cost.candidate === null ? "—" : one(cost.candidate.p99),
    ],
  ] as const;
  return (
    <Section title={t("backtest.title")}>
      <p>
        {against === null
          ? t("backtest.alone", { judged: totals.judged })
          : t("backtest.against", { judged: totals.judged, version: against.version })}
      </p>
      <p className={styles.line}>
        <span>{t("backtest.kept", { count: totals.hits.kept })}</span>
        <span>{t("backtest.new", { count: totals.hits.new })}</span>
        <span>{t("backtest.lost", { count: totals.hits.lost })}</span>
      </p>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <caption>{t("backtest.totals")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("backtest.figure")}</th>
              <th scope="col">{t("backtest.inForce")}</th>
              <th scope="col">{t("backtest.candidate")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, before, after]) => (
              <tr key={name}>
                <th scope="row">{t(`backtest.${name}`)}</th>
                <td>{before}</td>
                <td>{after}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <ByRule rules={rules} />
      </div>
    </Section>
  );
}

function ByRule({ rules }: Pick<Backtest, "rules">): ReactElement {
  const { t } = useTranslation("model");
  return (
    <table className={styles.table}>
      <caption>{t("backtest.byRule")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("backtest.rule")}</th>
          <th scope="col">{t("backtest.evaluated")}</th>
          <th scope="col">{t("backtest.hits")}</th>
          <th scope="col">{t("backtest.keptShort")}</th>
          <th scope="col">{t("backtest.newShort")}</th>
          <th scope="col">{t("backtest.lostShort")}</th>
          <th scope="col">{t("backtest.indeterminate")}</th>
          <th scope="col">{t("backtest.alerts")}</th>
        </tr>
      </thead>
      <tbody>
        {rules.map(({ rule, candidate, hits, alerts }) => (
          <tr key={rule}>
            <th scope="row">{rule}</th>
            <td>{candidate.evaluated}</td>
            <td>{candidate.hit}</td>
            <td>{hits.kept}</td>
            <td>{hits.new}</td>
            <td>{hits.lost}</td>
            <td>{candidate.indeterminate}</td>
            <td>{alerts.candidate}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
