import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../../api/queries.ts";
import { useMay } from "../../../app/me.ts";
import { Button } from "../../../ui/button.tsx";
import { classNames } from "../../../ui/class-names.ts";
import { Section } from "../../../ui/page.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading, State } from "../../../ui/state.tsx";
import { UnitBranches } from "../../people/unit-branches.tsx";
import styles from "../settings.module.css";
import { UnitCard } from "./unit-card.tsx";
import { UnitForm } from "./unit-form.tsx";

/** The units under each other, and one of them with its posts. */
export function Units(): ReactElement {
  const { t } = useTranslation("settings");
  const { of } = useSearch({ from: "/settings" });
  const mayWrite = useMay("org.write");
  const [isAdding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery(reading("/ops/org/units", { query: { limit: 500 } }));
  const units = data?.units ?? [];
  return (
    <div className={classNames(styles.both, styles.tree)}>
      <Section title={t("viewNames.units")}>
        <div className={styles.stack}>
          {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
          {data === undefined && error === null && <Loading />}
          {data !== undefined && units.length === 0 && <p className={styles.soft}>{t("units.none")}</p>}
          <UnitBranches
            units={units}
            open={of}
            to="/settings"
            searchOf={(unit) => ({ tab: "organisation", view: "units", of: unit })}
          />
          {data?.next !== undefined && <p className={styles.soft}>{t("units.more")}</p>}
          {mayWrite && (
            <div>
              <Button icon="plus" onClick={() => setAdding(true)}>
                {t("units.add")}
              </Button>
            </div>
          )}
        </div>
      </Section>
      {of === undefined ? (
        <State title={t("units.choose")} icon="unit" />
      ) : (
        <UnitCard key={of} id={of} units={units} />
      )}
      {isAdding && <UnitForm under={of ?? null} units={units} onClose={() => setAdding(false)} />}
    </div>
  );
}
