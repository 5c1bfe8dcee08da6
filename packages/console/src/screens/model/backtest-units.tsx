import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useUnitName } from "../../app/unit-names.ts";
import type { Backtest, Hits } from "./backtest-result.tsx";
import styles from "./model.module.css";

/** Most units that are listed, those with the most changes first. */
const most = 20;

/** Hits by the unit of whoever acted, of all rules together. */
export function ByUnit({ rules }: Pick<Backtest, "rules">): ReactElement | null {
  const { t } = useTranslation("model");
  const nameOf = useUnitName();
  const units = sumsOf(rules);
  if (units.length === 0) return null;
  const named = (unit: string): string =>
    unit === "" ? t("backtest.noUnit") : unit === "*" ? t("backtest.otherUnits") : nameOf(unit);
  return (
    <div>
      <table className={styles.table}>
        <caption>{t("backtest.byUnit")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("backtest.unit")}</th>
            <th scope="col">{t("backtest.keptShort")}</th>
            <th scope="col">{t("backtest.newShort")}</th>
            <th scope="col">{t("backtest.lostShort")}</th>
          </tr>
        </thead>
        <tbody>
          {units.slice(0, most).map(([unit, hits]) => (
            <tr key={unit}>
              <th scope="row">{named(unit)}</th>
              <td>{hits.kept}</td>
              <td>{hits.new}</td>
              <td>{hits.lost}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {units.length > most && (
        <p className={styles.soft}>{t("backtest.moreUnits", { count: units.length - most })}</p>
      )}
    </div>
  );
}

function sumsOf(rules: Backtest["rules"]): readonly (readonly [unit: string, hits: Hits])[] {
  const sums = new Map<string, Hits>();
  for (const { unit, ...hits } of rules.flatMap(({ units }) => units)) {
    const sum = sums.get(unit) ?? { kept: 0, new: 0, lost: 0 };
    sums.set(unit, { kept: sum.kept + hits.kept, new: sum.new + hits.new, lost: sum.lost + hits.lost });
  }
  return [...sums].toSorted(([, a], [, b]) => changes(b) - changes(a) || b.kept - a.kept);
}

const changes = (hits: Hits): number => hits.new + hits.lost;
