import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { useMay } from "../../app/me.ts";
import { moment } from "../../i18n/format.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FactGrid } from "../../ui/fact-grid.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import styles from "./modules.module.css";

/** One refused event: why, what it said, and its replay. */
export function RefusedDialog({
  id,
  onClose,
}: {
  readonly id: number;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("modules");
  const client = useQueryClient();
  const mayReplay = useMay("quarantine.replay");
  const { data, error, refetch } = useQuery(reading("/ops/quarantine/{id}", { params: { id } }));
  const replay = useMutation({
    mutationFn: () => post("/ops/quarantine/{id}/replay", { params: { id } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["/ops/quarantine"] });
      await refetch();
    },
  });
  const isOpen = data?.state === "open";
  return (
    <Dialog
      title={t("quarantine.one")}
      size="wide"
      onClose={onClose}
      foot={
        mayReplay && isOpen ? (
          <Button look="main" disabled={replay.isPending} onClick={() => replay.mutate()}>
            {t("quarantine.replay")}
          </Button>
        ) : undefined
      }
    >
      <div className={styles.stack}>
        {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
        {replay.error !== null && <Problem error={replay.error} />}
        <p role="status">
          {replay.isSuccess && t("quarantine.replayed", { position: replay.data.position })}
        </p>
        {data === undefined && error === null && <Loading />}
        {data !== undefined && (
          <>
            <FactGrid
              facts={[
                [t("quarantine.event"), data.eventId],
                [t("source"), data.source],
                [t("quarantine.type"), data.type ?? "–"],
                [t("quarantine.code"), <code key="code">{data.code}</code>],
                [t("quarantine.received"), moment(data.receivedAt)],
                [t("state"), t(`quarantine.states.${data.state}`)],
                [t("position"), data.position ?? undefined],
              ]}
            />
            <h3>{t("quarantine.errors")}</h3>
            <ul lang="en">
              {data.errors.map(({ path, message }) => (
                <li key={`${path} ${message}`}>
                  <code>{path}</code> {message}
                </li>
              ))}
            </ul>
            <h3>{t("quarantine.body")}</h3>
            {data.body === null ? (
              <p className={styles.none}>{t("quarantine.erased")}</p>
            ) : (
              // It scrolls, so that it can be reached by keys.
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
              <pre className={styles.body} tabIndex={0}>
                {data.body}
              </pre>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}
