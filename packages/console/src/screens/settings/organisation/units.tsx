import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../../api/queries.ts";
import { useMay } from "../../../app/me.ts";
import { language } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/button.tsx";
import { classNames } from "../../../ui/class-names.ts";
import { GoTo } from "../../../ui/go-to.tsx";
import { Section } from "../../../ui/page.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading, State } from "../../../ui/state.tsx";
import people from "../../people/people.module.css";
import styles from "../settings.module.css";
import type { Unit } from "./org.ts";
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
  const known = new Set(units.map(({ id }) => id));
  // A unit whose parent is beyond the page stands at the top.
  const children = Map.groupBy(units, ({ parent }) => (parent !== null && known.has(parent) ? parent : ""));
  return (
    <div className={classNames(styles.both, styles.tree)}>
      <Section title={t("viewNames.units")}>
        <div className={styles.stack}>
          {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
          {data === undefined && error === null && <Loading />}
          {data !== undefined && units.length === 0 && <p className={styles.soft}>{t("units.none")}</p>}
          <Branch children={children} under="" />
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

function Branch({
  children,
  under,
}: {
  readonly children: ReadonlyMap<string, readonly Unit[]>;
  readonly under: string;
}): ReactElement | null {
  const { of } = useSearch({ from: "/settings" });
  const units = children.get(under) ?? [];
  if (units.length === 0) return null;
  return (
    <ul className={people.tree}>
      {units.map(({ id, name }) => (
        <li key={id}>
          <GoTo
            to="/settings"
            search={{ tab: "organisation", view: "units", of: id }}
            aria-current={id === of ? "true" : undefined}
          >
            {name[language()]}
          </GoTo>
          <Branch children={children} under={id} />
        </li>
      ))}
    </ul>
  );
}
