import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../../api/queries.ts";
import { moment } from "../../../i18n/format.ts";
import { StateMark } from "../../../loop/state-mark.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Section } from "../../../ui/page.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading } from "../../../ui/state.tsx";
import styles from "../settings.module.css";

const tones = { active: "good", announced: "busy", retired: "faint", revoked: "bad" } as const;

/** The keys that sign bundles (RU-6). They are changed by whoever runs the server, with its files at hand. */
export function Keys(): ReactElement {
  const { t } = useTranslation("settings");
  const { data, error, refetch } = useQuery(reading("/ops/keys"));
  return (
    <Section title={t("tabs.keys")}>
      <div className={styles.stack}>
        <p className={styles.soft}>{t("keys.hint")}</p>
        {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loading />}
        {data !== undefined && (
          <DataTable
            label={t("tabs.keys")}
            rows={data.keys}
            keyOf={({ keyid }) => keyid}
            columns={[
              { title: t("keys.id"), kind: "wide", show: ({ keyid }) => <code>{keyid}</code> },
              {
                title: t("state"),
                show: ({ state, signsLog }) => (
                  <>
                    <StateMark tone={tones[state]} text={t(`keys.states.${state}`)} />{" "}
                    {signsLog && <StateMark text={t("keys.log")} />}
                  </>
                ),
              },
              { title: t("keys.made"), show: ({ createdAt }) => moment(createdAt) },
              { title: t("changed"), show: ({ changedAt }) => moment(changedAt) },
              { title: t("reason"), show: ({ reason }) => reason ?? "—" },
            ]}
          />
        )}
      </div>
    </Section>
  );
}
