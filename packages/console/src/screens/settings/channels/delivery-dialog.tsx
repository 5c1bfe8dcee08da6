import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../../api/call.ts";
import { reading } from "../../../api/queries.ts";
import { useMay } from "../../../app/me.ts";
import { listed, moment } from "../../../i18n/format.ts";
import { useNames } from "../../../loop/names.ts";
import { Button } from "../../../ui/button.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { FactGrid } from "../../../ui/fact-grid.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading } from "../../../ui/state.tsx";
import { useChange } from "../../../loop/use-change.ts";
import styles from "../settings.module.css";
import { touched } from "./channel-list.tsx";
import { DeliveryState } from "./deliveries.tsx";

/** One delivery with every attempt, and the way to let it go out once more. */
export function DeliveryDialog({
  id,
  onClose,
}: {
  readonly id: string;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("settings");
  const names = useNames();
  const mayWrite = useMay("notify.write");
  const { data, error, refetch } = useQuery(reading("/ops/deliveries/{id}", { params: { id } }));
  const replay = useChange(() => post("/ops/deliveries/{id}/replay", { params: { id } }), touched);
  return (
    <Dialog
      title={t("deliveries.one")}
      size="wide"
      onClose={onClose}
      foot={
        mayWrite && data !== undefined && data.state !== "waiting" ? (
          <Button look="main" disabled={replay.isPending} onClick={() => replay.mutate()}>
            {t("deliveries.replay")}
          </Button>
        ) : undefined
      }
    >
      <div className={styles.stack}>
        {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
        {replay.error !== null && <Problem error={replay.error} />}
        <p role="status">{replay.isSuccess && t("deliveries.replayed")}</p>
        {data === undefined && error === null && <Loading />}
        {data !== undefined && (
          <>
            <FactGrid
              facts={[
                [t("id"), <code key="id">{data.id}</code>],
                [t("deliveries.channel"), data.channel],
                [t("person"), names.person(data.person)],
                [t("state"), <DeliveryState key="state" state={data.state} />],
                [t("deliveries.kinds"), listed(data.kinds)],
                [t("deliveries.made"), moment(data.createdAt)],
                [t("deliveries.due"), data.dueAt === null ? undefined : moment(data.dueAt)],
                [t("deliveries.ended"), data.endedAt === null ? undefined : moment(data.endedAt)],
              ]}
            />
            <DataTable
              label={t("deliveries.attempts")}
              rows={data.log}
              keyOf={({ n, at }) => `${n} ${at}`}
              columns={[
                { title: t("deliveries.number"), kind: "end", show: ({ n }) => n },
                { title: t("deliveries.at"), show: ({ at }) => moment(at) },
                { title: t("deliveries.ok"), show: ({ ok }) => t(ok ? "yes" : "no") },
                { title: t("deliveries.status"), kind: "end", show: ({ status }) => status ?? "—" },
                { title: t("deliveries.took"), kind: "end", show: ({ durationMs }) => durationMs },
                {
                  title: t("channels.lastError"),
                  kind: "wide",
                  show: ({ error: text }) => <span lang="en">{text ?? "—"}</span>,
                },
              ]}
            />
          </>
        )}
      </div>
    </Dialog>
  );
}
