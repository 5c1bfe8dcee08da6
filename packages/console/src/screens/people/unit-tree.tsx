import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { language } from "../../i18n/i18n.ts";
import { GoTo } from "../../ui/go-to.tsx";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import styles from "./people.module.css";

type Unit = Answer<"get", "/ops/org/units">["units"][number];

/** The units under each other; one narrows the list beside it, as the switcher above does. */
export function UnitTree(): ReactElement {
  const { t } = useTranslation("people");
  const { data, error, refetch } = useQuery({
    ...reading("/ops/org/units", { query: { limit: 500 } }),
    staleTime: 300_000,
  });
  const units = data?.units ?? [];
  const known = new Set(units.map(({ id }) => id));
  // A unit whose parent is beyond the page stands at the top.
  const children = Map.groupBy(units, ({ parent }) => (parent !== null && known.has(parent) ? parent : ""));
  return (
    <Section title={t("units")}>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && units.length === 0 && <p className={styles.none}>{t("noUnits")}</p>}
      <Branch children={children} under="" />
      {data?.next !== undefined && <p className={styles.none}>{t("moreUnits")}</p>}
    </Section>
  );
}

function Branch({
  children,
  under,
}: {
  readonly children: ReadonlyMap<string, readonly Unit[]>;
  readonly under: string;
}): ReactElement | null {
  const { unit } = useSearch({ from: "__root__" });
  const units = children.get(under) ?? [];
  if (units.length === 0) return null;
  return (
    <ul className={styles.tree}>
      {units.map(({ id, name }) => (
        <li key={id}>
          <GoTo to="/people" search={{ unit: id }} aria-current={id === unit ? "true" : undefined}>
            {name[language()]}
          </GoTo>
          <Branch children={children} under={id} />
        </li>
      ))}
    </ul>
  );
}
