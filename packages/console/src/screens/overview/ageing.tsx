import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { count } from "../../i18n/format.ts";
import { GoTo } from "../../ui/go-to.tsx";
import { Section } from "../../ui/page.tsx";
import type { Figures } from "./overview.tsx";
import styles from "./overview.module.css";

/** How long what is open has been open; each step opens its list. */
export function Ageing({ ageing }: { readonly ageing: Figures["ageing"] }): ReactElement {
  const { t } = useTranslation("overview");
  return (
    <Section title={t("ageing.title")}>
      <AgeBars ageing={ageing} isLinked />
    </Section>
  );
}

/** The same as bars alone. */
export function AgeBars({
  ageing,
  isLinked = false,
}: {
  readonly ageing: Figures["ageing"];
  readonly isLinked?: boolean;
}): ReactElement {
  const { t } = useTranslation("overview");
  const most = Math.max(1, ...ageing.map(({ value }) => value));
  return (
    <ul className={styles.ages}>
      {ageing.map(({ key, fromDay, toDay, value, filter }) => {
        const name =
          toDay === null
            ? t("ageing.over", { from: fromDay })
            : t("ageing.step", { from: fromDay, to: toDay });
        return (
          <li key={key}>
            {isLinked ? (
              <GoTo to="/" search={filter}>
                {name}
              </GoTo>
            ) : (
              <span>{name}</span>
            )}
            <meter min={0} max={most} value={value} aria-hidden="true" />
            <span className={styles.number}>{count(value)}</span>
          </li>
        );
      })}
    </ul>
  );
}
