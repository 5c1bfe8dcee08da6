import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../app/me.ts";
import { numberOf } from "../../i18n/format.ts";
import { Section } from "../../ui/page.tsx";
import { BacktestHits, type HitsProps } from "./backtest-hits.tsx";
import { ByUnit } from "./backtest-units.tsx";
import styles from "./model.module.css";

interface Counts {
  readonly evaluated: number;
  readonly hit: number;
  readonly clear: number;
  readonly notApplicable: number;
  readonly indeterminate: number;
}
export interface Hits {
  readonly kept: number;
  readonly new: number;
  readonly lost: number;
}
interface Judged {
  readonly confirmedKept: number;
  readonly confirmedLost: number;
  readonly dismissedKept: number;
  readonly dismissedAvoided: number;
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
    /** Not of results that an older server stored. */
    readonly judgedAlerts?: Judged;
  };
  readonly rules: readonly {
    readonly rule: string;
    readonly candidate: Counts;
    readonly inForce: Counts;
    readonly hits: Hits;
    readonly units: readonly (Hits & { readonly unit: string })[];
    readonly examples: Readonly<Record<keyof Hits, readonly number[]>>;
    readonly reasons: readonly { readonly reason: string; readonly count: number }[];
    readonly alerts: { readonly candidate: number; readonly inForce: number };
  }[];
  /** `reviewers`: not of results that an older server stored. */
  readonly inbox: { readonly candidate: Load; readonly inForce: Load; readonly reviewers?: number };
  readonly cost: { readonly candidate: Cost; readonly inForce: Cost };
}

/** With one digit behind the point at most. */
const one = (value: number): string => numberOf(Math.round(value * 10) / 10);

interface Props extends Pick<HitsProps, "version" | "proof"> {
  readonly result: object;
}

/** A version against the one in force, on stored events (ML-2). */
export function BacktestResult({ version, proof, result }: Props): ReactElement {
  const { t } = useTranslation("model");
  const mayOpen = useMay("event.read");
  // Stored by a backtest of this server.
  const backtest = result as Backtest;
  const { against, totals, rules } = backtest;
  const { hits, judgedAlerts } = totals;
  return (
    <Section title={t("backtest.title")}>
      <p>
        {against === null
          ? t("backtest.alone", { judged: totals.judged })
          : t("backtest.against", { judged: totals.judged, version: against.version })}
      </p>
      <p className={styles.line}>
        <span>{t("backtest.kept", { count: hits.kept })}</span>
        <span>{t("backtest.new", { count: hits.new })}</span>
        <span>{t("backtest.lost", { count: hits.lost })}</span>
      </p>
      {judgedAlerts !== undefined && (
        <p className={styles.line}>
          {judgements.map((name) => (
            <span key={name}>{t(`backtest.${name}`, { count: judgedAlerts[name] })}</span>
          ))}
        </p>
      )}
      <div className={styles.tables}>
        <Totals backtest={backtest} />
        <ByRule rules={rules} />
        <ByUnit rules={rules} />
      </div>
      {mayOpen && <BacktestHits version={version} proof={proof} rules={rules} />}
    </Section>
  );
}

/** What people found out about alerts, and what becomes of these. */
const judgements = ["confirmedKept", "confirmedLost", "dismissedAvoided", "dismissedKept"] as const;

function Totals({ backtest: { totals, inbox, cost } }: { readonly backtest: Backtest }): ReactElement {
  const { t } = useTranslation("model");
  const { reviewers } = inbox;
  const shared = ({ perDay }: Load): string =>
    reviewers === undefined || reviewers === 0 ? "—" : one(perDay / reviewers);
  const p99 = (side: Cost): string => (side === null ? "—" : one(side.p99));
  const rows = [
    ["hits", totals.inForce.hit, totals.candidate.hit],
    ["indeterminate", totals.inForce.indeterminate, totals.candidate.indeterminate],
    ["alerts", inbox.inForce.alerts, inbox.candidate.alerts],
    ["perDay", one(inbox.inForce.perDay), one(inbox.candidate.perDay)],
    ["perReviewer", shared(inbox.inForce), shared(inbox.candidate)],
    ["p99", p99(cost.inForce), p99(cost.candidate)],
  ] as const;
  return (
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
            <th scope="row">{t(`backtest.${name}`, { reviewers: reviewers ?? "—" })}</th>
            <td>{before}</td>
            <td>{after}</td>
          </tr>
        ))}
      </tbody>
    </table>
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
