import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useRuleName } from "../../app/rule-names.ts";
import { count } from "../../i18n/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { Section } from "../../ui/page.tsx";
import type { Figures } from "./overview.tsx";
import styles from "./overview.module.css";

type Shares = Figures["rules"]["confirmed"];

/** Rules that people confirm most, and those that they go past most. */
export function RuleShares({ rules }: { readonly rules: Figures["rules"] }): ReactElement {
  return (
    <div className={styles.pair}>
      <Shares kind="confirmed" shares={rules.confirmed} />
      <Shares kind="overridden" shares={rules.overridden} />
    </div>
  );
}

function Shares({
  kind,
  shares,
}: {
  readonly kind: "confirmed" | "overridden";
  readonly shares: Shares;
}): ReactElement {
  const { t } = useTranslation("overview");
  const nameOf = useRuleName();
  return (
    <Section title={t(`rules.${kind}.title`)}>
      {shares.length === 0 ? (
        <p className={styles.none}>{t(`rules.${kind}.none`)}</p>
      ) : (
        <DataTable
          label={t(`rules.${kind}.title`)}
          rows={shares}
          keyOf={({ rule }) => rule}
          columns={[
            {
              title: t("rules.rule"),
              kind: "wide",
              show: ({ rule, filter }) => (
                <GoTo to="/" search={filter}>
                  {nameOf(rule)}
                </GoTo>
              ),
            },
            { title: t(`rules.${kind}.of`), kind: "end", show: ({ of }) => count(of) },
            {
              title: t(`rules.${kind}.share`),
              kind: "end",
              show: ({ share }) => `${Math.round(share * 100)}%`,
            },
          ]}
        />
      )}
    </Section>
  );
}
