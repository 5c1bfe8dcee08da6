import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { count, moment } from "../../i18n/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FactGrid } from "../../ui/fact-grid.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import styles from "./modules.module.css";

/** One writer: what it says of itself, its holes, and how it ended. */
export function StreamDialog({
  src,
  onClose,
}: {
  readonly src: string;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("modules");
  const { data, error, refetch } = useQuery(reading("/ops/streams/{src}", { params: { src } }));
  return (
    <Dialog title={t("streams.one")} size="wide" onClose={onClose}>
      <div className={styles.stack}>
        {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loading />}
        {data !== undefined && (
          <>
            <FactGrid
              facts={[
                [t("streams.name"), <code key="src">{data.src}</code>],
                [t("state"), t(`states.${data.state}`)],
                [t("streams.opened"), moment(data.openedAt)],
                [t("streams.last"), moment(data.lastAt)],
                [t("streams.events"), count(data.lastSequence)],
                [t("streams.silent"), data.silentSince === null ? undefined : moment(data.silentSince)],
                [
                  t("streams.heartbeat"),
                  data.heartbeat === null ? t("streams.never") : moment(data.heartbeat.at),
                ],
                [t("streams.dropped"), data.heartbeat?.dropped ?? undefined],
                [t("streams.hash"), data.heartbeat?.bundleHash ?? undefined],
                [t("streams.closed"), data.closedAt === null ? undefined : moment(data.closedAt)],
                [t("streams.reason"), data.closeReason ?? undefined],
                [t("streams.complete"), data.complete === null ? undefined : t(data.complete ? "yes" : "no")],
              ]}
            />
            <h3>{t("streams.gapList")}</h3>
            {data.gapEvents.length === 0 ? (
              <p className={styles.none}>{t("streams.noGaps")}</p>
            ) : (
              <DataTable
                label={t("streams.gapList")}
                rows={data.gapEvents}
                keyOf={({ eventId }) => eventId}
                columns={[
                  {
                    title: t("streams.missing"),
                    show: ({ fromSequence, toSequence }) => `${fromSequence ?? "?"} – ${toSequence ?? "?"}`,
                  },
                  { title: t("streams.lost"), kind: "end", show: (gap) => count(gap.count) },
                  { title: t("streams.why"), kind: "wide", show: ({ reason }) => reason },
                  { title: t("position"), kind: "end", show: ({ position }) => count(position) },
                ]}
              />
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}
