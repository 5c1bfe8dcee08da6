import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../../api/queries.ts";
import { useRoleName } from "../../../app/role-name.ts";
import { DataTable } from "../../../ui/data-table.tsx";
import { Section } from "../../../ui/page.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading } from "../../../ui/state.tsx";
import styles from "../settings.module.css";
import { guarded } from "./holder.ts";

/** What each role may do. */
export function Roles(): ReactElement {
  const { t } = useTranslation("settings");
  const roleName = useRoleName();
  const { data, error, refetch } = useQuery(reading("/ops/roles"));
  return (
    <Section title={t("viewNames.roles")}>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && (
        <DataTable
          label={t("viewNames.roles")}
          rows={data.roles}
          keyOf={({ role }) => role}
          columns={[
            { title: t("grants.role"), show: ({ role }) => roleName(role) },
            {
              title: t("roles.meaning"),
              kind: "wide",
              show: ({ role, permissions }) => (
                <>
                  <p>{t(`roles.means.${role}`)}</p>
                  <details>
                    <summary>{t("roles.permissions", { count: permissions.length })}</summary>
                    <span className={styles.codes}>
                      {permissions.map((one) => (
                        <code key={one}>{one}</code>
                      ))}
                    </span>
                  </details>
                </>
              ),
            },
            {
              title: t("roles.two"),
              show: ({ role }) => t(guarded.includes(role) ? "yes" : "no"),
            },
          ]}
        />
      )}
    </Section>
  );
}
