import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, post } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { moment } from "../../i18n/format.ts";
import { Button } from "../../ui/button.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import styles from "./account.module.css";

const path = "/console/session/sessions";
type Session = Answer<"get", typeof path>["sessions"][number];

/** Where the person is signed in, and the end of that. */
export function Sessions(): ReactElement {
  const { t } = useTranslation("account");
  const client = useQueryClient();
  const list = useQuery(reading(path));
  const onSuccess = (): Promise<void> => client.invalidateQueries({ queryKey: [path] });
  const end = useMutation({
    mutationFn: (id: string) => post("/console/session/sessions/{id}/end", { params: { id } }),
    onSuccess,
  });
  const endOthers = useMutation({
    mutationFn: () => post("/console/session/sessions/end-others"),
    onSuccess,
  });
  const error = list.error ?? end.error ?? endOthers.error;
  const sessions = list.data?.sessions ?? [];
  const endOf = ({ id, own }: Session): ReactNode =>
    own ? (
      t("sessions.own")
    ) : (
      <Button size="small" disabled={end.isPending} onClick={() => end.mutate(id)}>
        {t("sessions.end")}
      </Button>
    );
  return (
    <Section title={t("sessions.title")}>
      <p className={styles.hint}>{t("sessions.hint")}</p>
      {error !== null && <Problem error={error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading />}
      {list.isSuccess && (
        <DataTable
          label={t("sessions.title")}
          keyOf={({ id }) => id}
          rows={sessions}
          columns={[
            { title: t("sessions.agent"), kind: "wide", show: ({ agent }) => agent || t("sessions.unknown") },
            {
              title: t("sessions.means"),
              show: ({ means }) => t(means === "oidc" ? "sessions.byOidc" : "sessions.byPassword"),
            },
            { title: t("sessions.created"), show: ({ createdAt }) => moment(createdAt) },
            { title: t("sessions.last"), show: ({ lastAt }) => moment(lastAt) },
            { title: t("sessions.end"), show: endOf },
          ]}
        />
      )}
      {sessions.length > 1 && (
        <p className={styles.foot}>
          <Button look="danger" disabled={endOthers.isPending} onClick={() => endOthers.mutate()}>
            {t("sessions.endOthers")}
          </Button>
        </p>
      )}
    </Section>
  );
}
